"""A true sentence in, the same with its roles exchanged out: each word stays, what it is said of changes.

Faults as in `faults.py`. People and language models err so: "A outperforms B" for "B outperforms A", the
share of one quantity given to another, what one thing does told of another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.core.grounding.lexis import FUNCTION_WORDS, listed, stem
from eval.training.casing import capital, small
from eval.training.faults import Context, Fault

_VERBS = (
    "outperform", "surpass", "exceed", "beat", "underperform", "dominate", "lead to", "result in", "cause",
    "induce", "affect", "influence", "increase", "reduce", "decrease", "predict", "precede", "depend on",
    "rely on", "regulate", "inhibit", "activate", "mediate", "explain", "imply", "contain", "generalize",
    "extend", "subsume", "require", "replace", "improve upon", "improve on", "improve over", "promote",
    "suppress", "encode", "produce", "determine", "modulate", "bind to", "differ from", "benefit from",
    "build on", "translate to", "complement",
)  # fmt: skip


def _forms(verb: str) -> str:
    """A verb as a pattern of its forms: outperform, outperforms, outperformed."""
    head, _, rest = verb.partition(" ")
    stem_, ends = (head[:-1], "(?:e|es|ed)") if head.endswith("e") else (head, "(?:s|es|ed)?")
    if head.endswith("y"):
        stem_, ends = head[:-1], "(?:y|ies|ied)"
    return stem_ + ends + (f" {rest}" if rest else "")


_MORE = r"(?:better|worse|fewer|(?:more|less) [\w-]+|(?!(?:o|ra)ther|after|over|under)[a-z]+(?<!ev)er)"
_LINKS = re.compile(
    "|".join(
        (
            rf"\b(?:{'|'.join(map(_forms, _VERBS))})\b",
            r"\b(?:is|are|was|were) (?:\w+ly )?(?:outperformed|surpassed|exceeded|followed|preceded|caused|"
            r"replaced|driven|affected|influenced|predicted|regulated|inhibited|induced|explained) by\b",
            r"\b(?:is|are|was|were) (?:derived from|based on|part of|a subset of|contained in|due to)\b",
            rf"\b(?:is|are|was|were|performs?|performed|works?|runs?) (?:\w+ly )?{_MORE} than\b",
            r"\b(?:achieve|obtain|yield|give|show|provide|need|use|reach|offer|produce)(?:s|es|ed|d)? "
            rf"(?:an? |the )?(?:\w+ly )?{_MORE}(?: [\w-]+){{0,4}}? (?:than|compared (?:to|with))\b",
            r"\b(?:ha[sd]|have) (?:an? |the )?(?:\w+ly )?" + _MORE + r"(?: [\w-]+){0,4}? than\b",
            r"\b(?:rather than|instead of|as opposed to|but not)\b",
        )
    ),
    re.I,
)
"""What stands between two things and does not hold the other way round."""
_STOP = (FUNCTION_WORDS - {"the", "a", "an", "our", "their", "its", "all", "both", "most"}) | {
    "respectively", "significantly", "shows", "show", "using", "via", "based", "authors", "found", "finds",
}  # fmt: skip
_PRONOUNS = listed("the a an our their its all both most we it they he she them this these those")
_WORD = re.compile(r"[\w'-]+(?:\.\d+)?%?")
_NO_NOUN = ("ed", "ly", "ing")
_MOST_WORDS = 5


class _Phrase(NamedTuple):
    """A noun phrase, as far as its neighbours tell: its place in the sentence."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def exchanged_roles(text: str, context: Context) -> str | None:
    """The two things that a comparison, a cause or a dependence links change places."""
    links = list(_LINKS.finditer(text))
    context.draw.shuffle(links)
    for link in links:
        left, right = _before(text, link.start()), _after(text, link.end())
        if left and right and _unlike(left.of(text), right.of(text)):
            return _crossed(text, left, link, right)
    return None


def other_subject(text: str, context: Context) -> str | None:
    """What one thing is or does is told of another thing of the same abstract."""
    own = _SUBJECT.match(text)
    if own is None or _vague(own[1]):
        return None
    found = [m[1] for sentence in context.sentences if (m := _SUBJECT.match(sentence))]
    fitting = [
        other
        for other in sorted(set(found))
        if not _vague(other) and _unlike(other, own[1]) and _many(other) == _many(own[1])
    ]
    return capital(small(context.draw.choice(fitting)) + text[own.end(1) :]) if fitting else None


_SUBJECT = re.compile(
    r"^((?:The |A |An )?[\w-]+(?: (?!that\b|which\b|who\b)[\w'-]+){0,4}?) (?=(?:also |significantly )?"
    r"(?:achiev|improv|reduc|outperform|provid|show|obtain|reach|increas|decreas|requir|contain|enabl|allow|"
    r"exhibit|yield|depend|perform|offer|consist|is |are |was |were |can |has |have |had )\w*)"
)
_VAGUE = frozenset(
    map(
        stem,
        listed(
            """
            we our it this these they their there here he she model models method methods approach
            system framework algorithm paper work study studies result results experiment experiments
            analysis analyses author authors proposed finding findings evaluation technique techniques
            data both all one some many most other others such what which research solution article
            problem task that those while when although as if since because first second third goal aim
            idea conclusion issue objective purpose total number contribution challenge treatment key
            main use
            """
        ),
    )
)


def _vague(subject: str) -> bool:
    """Whether it may stand for another subject of the abstract, so that the exchange would change nothing."""
    return any(stem(word) in _VAGUE for word in _WORD.findall(subject)) or not _stems(subject)


_MEASURES = listed(
    """
    accuracy precision recall latency memory throughput sensitivity specificity error cost runtime loss energy
    coverage robustness diversity perplexity variance bandwidth mortality prevalence incidence
    """
)


def other_quantity(text: str, context: Context) -> str | None:
    """A number keeps its value and is given to another quantity that the abstract measures."""
    places = list(_MEASURED.finditer(text))
    if not places:
        return None
    place = context.draw.choice(places)
    group = place.lastgroup or ""
    own = place[group]
    found = {m[group] for s in context.sentences for m in _MEASURED.finditer(s) if m[group]}
    if own.rsplit(" ", 1)[-1] in _MEASURES:
        found |= _MEASURES
    fitting = sorted(
        other
        for other in found
        if _unlike(other, own) and _many(other) == _many(own) and other not in text and _stems(other)
    )
    if not fitting:
        return None
    start, end = place.span(group)
    return text[:start] + context.draw.choice(fitting) + text[end:]


_NOUN = r"(?!\w+(?:ed|ing|ly|ive|total|result|average)\b)[a-z][a-z-]{3,}"
_FIGURE = r"(?<![\w.])\d[\d.,]*\d?(?:\s?\\?%| percent| points)?(?![\w.]\d)"
_MEASURED = re.compile(
    rf"(?P<stated>\b{_NOUN}) (?:of|is|was) (?:about |approximately )?{_FIGURE}(?! ?(?:[a-z]+er|more|less)\b)"
    rf"|\b(?:improv|reduc|increas|decreas|lower|rais|boost|cut)\w* (?:the |its |their )?"
    rf"(?P<changed>(?:[a-z-]+ )?{_NOUN}) by (?:about |approximately |up to |over |nearly )?{_FIGURE}"
    rf"|{_FIGURE} of (?:all |the )?(?P<counted>{_NOUN}s)\b"
)

_CONVERSES = {
    "outperform": "underperform", "surpass": "underperform", "exceed": "fall short of", "beat": "lose to",
    "outperforms": "underperforms", "surpasses": "underperforms", "exceeds": "falls short of",
    "outperformed": "underperformed", "exceeded": "fell short of", "better": "worse", "worse": "better",
    "higher": "lower", "lower": "higher", "faster": "slower", "slower": "faster", "larger": "smaller",
    "smaller": "larger", "greater": "smaller", "fewer": "more", "less": "more", "stronger": "weaker",
    "longer": "shorter", "shorter": "longer", "cheaper": "more expensive", "bigger": "smaller",
}  # fmt: skip
_CONVERSE = re.compile(rf"\b(?:{'|'.join(_CONVERSES)}|more(?= [\w-]+ than))\b", re.I)


def converse(text: str, context: Context) -> str | None:
    """A rewrite, not a fault: both sides and the direction are exchanged, so that it still holds."""
    for link in _LINKS.finditer(text):
        turned = _CONVERSE.sub(lambda word: _CONVERSES.get(word[0].lower(), "less"), link[0], count=1)
        left, right = _before(text, link.start()), _after(text, link.end())
        if turned == link[0] or not left or not right or not _alone(text, left, right):
            continue
        if _unlike(left.of(text), right.of(text)):
            return _crossed(text, left, link, right).replace(
                _agreeing(link[0], _many(left.of(text)), _many(right.of(text))),
                _agreeing(turned, _many(left.of(text)), _many(right.of(text))),
            )
    return None


EXCHANGES: Mapping[str, Fault] = {
    fault.__name__: fault for fault in (exchanged_roles, other_subject, other_quantity)
}


# ------------------------------------------------------------------ parts


def _before(text: str, end: int) -> _Phrase | None:
    """The phrase that ends before a place, without adverbs at its end."""
    words = list(_WORD.finditer(text, 0, end))
    while words and words[-1][0].endswith("ly"):
        words.pop()
    taken: list[re.Match[str]] = []
    for word in reversed(words):
        apart = taken and text[word.end() : taken[0].start()] != " "
        if apart or word[0].lower() in _STOP or len(taken) == _MOST_WORDS:
            break
        taken.insert(0, word)
    near = taken and not text[taken[-1].end() : end].strip().strip("abcdefghijklmnopqrstuvwxyz")
    return _phrase(taken) if near else None


def _after(text: str, start: int) -> _Phrase | None:
    """The phrase that begins after a place."""
    taken: list[re.Match[str]] = []
    for word in _WORD.finditer(text, start):
        before = text[taken[-1].end() if taken else start : word.start()]
        if before != " " or word[0].lower() in _STOP or len(taken) == _MOST_WORDS:
            break
        taken.append(word)
    while taken and taken[-1][0].endswith(_NO_NOUN):
        taken.pop()
    return _phrase(taken)


def _alone(text: str, left: _Phrase, right: _Phrase) -> bool:
    """Whether both phrases are whole: no 'of' binds either to what stands around it."""
    before = text[: left.start].rsplit(None, 1)[-1:] or [""]
    outside = before[0].strip(",;").lower() in ("", "that", "while", "whereas", "and", "where", "but")
    inside = re.match(r"\.?$|,| (?:on|in|by|for|across|when|with)\b", text[right.end :])
    return (outside or before[0].endswith(",")) and bool(inside)


def _phrase(words: Sequence[re.Match[str]]) -> _Phrase | None:
    """None of pronouns only."""
    named = [word for word in words if word[0].lower() not in _PRONOUNS]
    return _Phrase(words[0].start(), words[-1].end()) if named else None


def _crossed(text: str, left: _Phrase, link: re.Match[str], right: _Phrase) -> str:
    one, other = left.of(text), right.of(text)
    linked = text[left.end : right.start].replace(link[0], _agreeing(link[0], _many(one), _many(other)))
    first = capital(other) if left.start == 0 else other
    moved = small(one) if left.start == 0 else one
    return text[: left.start] + first + linked + moved + text[right.end :]


def _agreeing(link: str, was: bool, now: bool) -> str:
    """The verb as its new subject wants it: 'outperforms' of several things is 'outperform'."""
    verb, _, rest = link.partition(" ")
    if was == now or verb.endswith("ed") or verb in ("rather", "instead", "as", "but"):
        return link
    odd = {"is": "are", "was": "were", "has": "have", "does": "do"}
    even = {many: one for one, many in odd.items()}
    if now:
        new = odd.get(verb) or (verb.removesuffix("s") if verb.endswith("s") else verb)
        new = new.removesuffix("e") if new.endswith("sse") else new
    else:
        new = even.get(verb) or (
            verb if verb.endswith("s") else verb + ("es" if verb.endswith("ss") else "s")
        )
    return f"{new} {rest}" if rest else new


def _many(phrase: str) -> bool:
    """Whether a phrase names several things, by its last word."""
    last = phrase.rsplit(" ", 1)[-1].lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "mics", "stics"))


def _stems(phrase: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(phrase))
    return frozenset(stem(word) for word in words if word not in FUNCTION_WORDS and len(word) > 2)


def _unlike(one: str, other: str) -> bool:
    return not _stems(one) & _stems(other)
