"""A question as people write it in, what it asks out: no greetings, no thanks, not a page of text."""

from __future__ import annotations

import re

_LEADS = re.compile(
    r"^\W*(?:"
    r"(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening)|dear \w+)(?: (?:there|all|everyone|"
    r"assistant|team|again))?"
    r"(?=\W)|"
    r"(?:sorry|excuse me|pardon)(?: (?:to bother(?: you)?|for the (?:long|silly|basic|dumb) \w+))?(?: "
    r"but)?(?=\W)|"
    r"(?:many )?(?:thanks|thank you)(?: (?:so much|a lot|very much|in advance|again))?(?=\W)|"
    r"(?:ok(?:ay)?|so|well|um+|uh+|er+|basically|anyway|btw|by the way|actually|also|just)\s*,|"
    r"(?:a |one |just a |another )?(?:quick|short|simple|small|stupid|further|last) (?:question|one)(?: for "
    r"you)?(?=\W)|"
    r"(?:and )?(?:so |but )?(?:basically )?(?:my|the) (?:\w+ )?question (?:is|would be)(?: this| the "
    r"following)?(?=\W)|"
    r"(?:and |but |so )?(?:i(?:['’]m| am)|i(?:['’]ve| have) been|i was) (?:just |also |really "
    r")?(?:wondering|curious|asking myself)"
    r"(?: (?:if|whether|about))?\b|"
    r"(?:i )?(?:just )?wonder(?: (?:if|whether))?\b|"
    r"(?:please )?(?:could|can|would|will) (?:you|u|someone|anyone|somebody) (?:please |kindly |maybe |"
    r"perhaps |possibly |also )*"
    r"(?:be (?:able|so kind as) to )?(?:(?:tell|explain to|let|help)(?: me| us)?(?: know| understand| "
    r"figure out| find out)*|explain|"
    r"(?=(?:give|show|list|find|summari[sz]e|compare|name)\b))|"
    r"i(?:['’]d| would)? (?:really |just |also )*(?:like|love|want|need|wish) to (?:know|learn|"
    r"understand|find out|ask(?: you)?|hear|"
    r"figure out)(?: (?:about|whether|if))?\b|"
    r"(?:please )?(?:tell|explain to) (?:me|us)(?: please)?\b(?! more)|(?:please )?let (?:me|us) know\b|"
    r"you (?:could|can|might|would) (?:please |perhaps )?(?:tell|explain to)(?: me| us)?\b|(?:and |but |"
    r"so )?(?:basically )?i wanted to (?:know|ask)(?: you)?"
    r"(?: (?:if|whether|about))?\b|"
    r"do(?:es)? (?:you|anyone|anybody|someone) (?:happen to |perhaps )?know(?: (?:whether|if|about))?\b|"
    r"(?:is it possible|is there a way) (?:to (?:tell|explain|know|say))(?: me)?\b|(?:any|some) "
    r"idea(?:s)?(?: (?:if|whether))?\b|"
    r"please\b"
    r")[\s,.:;!—–-]*",
    re.I,
)
_TAILS = re.compile(
    r"(?:[\s,.;:!?—–-]|\b(?:please|pls|plz|thanks|thank you|thx|ty|cheers|many thanks|in advance|so "
    r"much|a lot|very much|"
    r"if you (?:can|could|know|do not mind|don['’]t mind)|if possible|i(?:['’]d| would) be (?:very "
    r")?grateful|"
    r"i(?:['’]d| would) appreciate (?:it|that|any help)|any help (?:is|would be) appreciated|best "
    r"regards|regards|"
    r"kind regards|that(?:['’]s| is| would be) (?:all|great|nice|helpful)))+$",
    re.I,
)
_ASKS = re.compile(
    r"\?|^\W*(?:and |so |but |or )?(?:which|what|who|whose|when|where|why|how|is|are|do|does|did|can|"
    r"could|has|have|was|were|"
    r"list|name|compare|contrast|summari[sz]e|give|show|find|tell|explain|describe|enumerate)\b",
    re.I,
)
_EMBEDDED = re.compile(
    r"\b(?:i (?:\w+ )?(?:want|need|would like|['’]d like|wish|hope|am trying|try) to (?:know|learn|"
    r"understand|find out|figure out|see)|"
    r"(?:wondering|wonder|curious|tell me|explain|question is|wanted to know))\b",
    re.I,
)
_REFERS = re.compile(r"\b(?:it|its|this|that|they|them|these|those|there|one|ones|such)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")

FEW = 45
"""Words up to which nothing but courtesies is dropped."""
MOST = 100
"""Words that are searched at most; models read no more than some 500 pieces of words, passage included."""
_MOST_LETTERS = 1000
_MOST_READ = 40_000
"""Characters of a question that are looked at, half of them from its beginning and half from its end."""


def condensed(text: str) -> tuple[str, str]:
    """What a text asks, and a sentence for people when much of it is left out (else empty)."""
    words = len(text.split())
    if words <= FEW and len(text) <= _MOST_LETTERS:
        return courteous(text), ""
    if len(text) > _MOST_READ:
        text = f"{text[: _MOST_READ // 2]}\n{text[-_MOST_READ // 2 :]}"
    kept = _asking([part.strip() for part in _SENTENCE.split(text) if part.strip()])
    short = " ".join(kept.split()[:MOST])[:_MOST_LETTERS]
    if len(short) >= len(text.strip()) - 2:
        return short, ""
    shown = short if len(short) <= 200 else f"{short[:200].rsplit(' ', 1)[0]} …"
    return short, f"Of {words} words {len(short.split())} are searched: “{shown}”"


def courteous(text: str) -> str:
    """The text without greetings, 'could you please tell me' and thanks; never empty."""
    whole, before = text, ""
    while text != before:
        before = text
        text = _LEADS.sub("", text, count=1)
    tail = _TAILS.search(text)
    asks = bool(tail and "?" in tail[0])
    text = _TAILS.sub("", text)
    if not re.search(r"\w{2}", text):
        return whole
    return f"{text}?" if asks else text if text != before.rstrip(" .!") else before


def _asking(sentences: list[str]) -> str:
    """The sentences that ask, with the one before when they refer to it; without any, the whole.

    Of more than is searched the last ones are taken: people come to the point in the end.
    """
    sentences = list(dict.fromkeys(sentences))
    marked = [place for place, sentence in enumerate(sentences) if sentence.endswith("?")]
    asking = marked or [place for place, sentence in enumerate(sentences) if _is_request(sentence)]
    if not asking:
        return courteous(" ".join(sentences))
    chosen: dict[int, int] = {}
    for place in reversed(asking):
        refers = len(sentences[place].split()) < 20 and _REFERS.search(courteous(sentences[place]))
        for each in (place, place - 1) if refers and place else (place,):
            chosen.setdefault(each, len(sentences[each].split()))
        if sum(chosen.values()) >= MOST:
            break
    return " ".join(courteous(sentences[place]) for place in sorted(chosen))


def _is_request(sentence: str) -> bool:
    plain = courteous(sentence)
    return len(plain.split()) > 2 and bool(_ASKS.search(plain) or _EMBEDDED.search(sentence))
