"""A comparing question in, the aspects that it names, what it asks of each paper and its topic out."""

from __future__ import annotations

import re

from assistant.core.comparing.frames import MEASURES
from assistant.core.comparing.standing import standing_named
from assistant.core.rhetoric import CONTRIBUTION

_ITEM = r"[\w][\w-]*( [\w][\w-]*){0,3}?"
_ITEMS = rf"(?P<items>{_ITEM}(,? (and|or) {_ITEM}|, {_ITEM}|/{_ITEM})*)"
_OPENING = r"in terms of|with (?:respect|regard) to|with regards to|regarding|concerning|as to|as regards"
r"|when it comes to"
_STATED = re.compile(rf"\b(?:{_OPENING}) (?:their |the )?{_ITEMS}\W*$", re.I)
_DIFFER = re.compile(
    rf"\bdiffer(?:s|ed)?(?: from each other)? (?:in|on|by) (?:their |the )?{_ITEMS}\W*$", re.I
)
_MEASURED = re.compile(rf"\b(?:in|on|by) (?:their |the )?(?P<items>{MEASURES})\W*$", re.I)
_AT_THE_END = re.compile(rf"\b(?:in|on|by|for|regarding) (?:their |the )?{_ITEMS}\W*$", re.I)
_CLOSINGS = (_STATED, _DIFFER, _MEASURED)
_DEGREES = (
    ("speed", re.compile(r"\b(?:faster|quicker|slower|fastest|quickest|slowest)\b", re.I)),
    ("cost", re.compile(r"\b(?:cheaper|costlier|cheapest|(?:more|less) (?:expensive|costly))\b", re.I)),
    ("accuracy", re.compile(r"\b(?:(?:more|less|most) accurate)\b", re.I)),
    ("memory", re.compile(r"\b(?:(?:more|less|most|least) memory(?:[- ]efficient)?)\b", re.I)),
    ("robustness", re.compile(r"\b(?:(?:more|less|most) robust)\b", re.I)),
    ("parameter count", re.compile(r"\b(?:(?:more|fewer|fewest|most) parameters)\b", re.I)),
)
"""Aspects by the words that compare by them: 'which is faster?' asks for speed."""
_HAVING = re.compile(r"\b(?:which|one|is|are|runs?|works?|uses?|using|needs?|takes?|has|have|than)\b", re.I)
_IN_FRONT = re.compile(
    rf"^\W*(?:please )?(?:compare|contrast|what (?:is|are|was|were|do|does)|which|what) (?:the "
    rf"|their )?{_ITEMS}"
    r"(?: (?:of|for|between|in|from|does|do|did|are|is|were|was))?\W*(?:(?:and|or|vs|versus|with|to|each"
    r"|both|use[sd]?"
    r"|have|has|report(?:ed|s)?|stated?|evaluated|tested|on|of|in|by|the|two|papers?|abstracts?)\b\W*)*$",
    re.I,
)
_NO_ASPECT = re.compile(
    r"\b(papers?|abstracts?|each|one|sets|apart|distinguish\w*|separates?|propose|say|claim|report|find|show|offer|contribute|introduce|suggest|detail|general|common|both|differences?|similarit\w+|they|how|what"
    r"|which|extra|additional|info(?:rmation)?|captures?"
    r"|general|brief|short|table|compare\w*|this|these|that|differ\w*|is|are|does|do|did|has|have)\b",
    re.I,
)
_PART = re.compile(r"\b(?:how|what|which|why|when|where|whether|who)\b", re.I)
_BETWEEN = re.compile(
    r"[?;]\s+|,? (?:and|or) (?=(?:on |by |in |at )?(?:how|what|which|why|when|where|whether)\b)"
)
_FRAME = re.compile(
    r"\b(how|what|which|do|does|did|is|are|was|were|and|or|vs|versus|the|main|key|differ\w*|compar\w*"
    r"|distinguish\w*|separates?|sets|apart|between|tell|me|helps?|works?|matters?|happens?"
    r"|contrast\w*"
    r"|between|among|similar\w*|alike|they|these|those|two|both|each|other|from|to|of|in|with|papers?)\b",
    re.I,
)

_CLOSING = re.compile(
    rf",?\s+(?:{_OPENING})\s.*$|\s+differ(?:s|ed)?(?: from each other)?(?: (?:in|on|by)\s.*)?$"
    rf"|[,.;:]?\s+(?:how|where) (?:do|are) (?:they|these|the \w+) (?:differ\w*|different|compare)\b.*$",
    re.I,
)
_SAYING = re.compile(
    r"^\W*(?:please )?(?:what|how) do (?:the|these|those|all)?\s*(?:\w+ )?(?:papers|abstracts|works"
    r"|studies|articles)"
    r" (?:say|tell|report|find|state|claim|conclude|agree|disagree)(?: us)?(?: about| on| of| in)?\s",
    re.I,
)
_OPENS = re.compile(
    r"^\W*(?:please )?(?:can you |could you )?(?:compare|contrast|what (?:is"
    r"|are) the differences? (?:between|among)|how do)\s"
    r"(?:(?:the|how|all|main|different|various|existing|several|two|three|four|five|these|those|papers?"
    r"|their|our)\s)*"
    r"(?:(?:approach(?:es)?|methods?|techniques?|ways?|papers?|works?|models?|strateg(?:y|ies)|stud(?:y"
    r"|ies)|solutions?)\s"
    r"(?:to|for|of|that|which|on|about|in|with)\s)?",
    re.I,
)
_NUMBERED = re.compile(
    r"^\W*(?:please )?(?:compare |contrast )?(?:the )?(?:two|three|four|both|several|various|different)\s"
    r"(?:\w+[ -]){0,3}?(?:models|papers|ways|methods|approaches|techniques|studies|works|systems|abstracts"
    r"|algorithms|architectures|classifiers|trials|strategies|theories|accounts)"
    r"\s(?:of|to|for|on|about|in|with|that|which)\s",
    re.I,
)
"""'Two models of' tea."""
_WHAT_IN_EACH = re.compile(r":\s+(?:how|what|which|where|why|who|when)\b.*$", re.I)
"""What is asked of each behind what they have in common."""
_DOES = (
    r"(?:meet|need|use|claim|say|find|report|propose|choose|want|save|reach|achieve|require|work|handle"
    r"|mean|tried|try"
    r"|test|train|evaluate|base|make|take|get|gain|address|keep|cut|reduce|deal|add|give|offer|aim|tackle"
    r"|state|show"
    r"|rely|relies|is|are|was|were|has|have|do|does|did)(?:s|d|ed|ing)?\b"
)
_EACH = re.compile(
    rf"\beach (?:of (?:them|the (?:two|three)|these)\b|one\b|paper\b|work\b|{_DOES})"
    rf"|\beach\W*(?:$|[?.;,])|\b(?:they|which|models|papers|methods|works|approaches) (?:\w+ )?both {_DOES}"
    rf"|\b(?:\w+ and \w[\w-]*),? both {_DOES}|\bboth (?:papers|works|methods|models|approaches|studies"
    rf"|{_DOES})",
    re.I,
)
"""'Each' and 'both' that stand for papers, not before a thing ('each layer') or a pair ('both A and B')."""

_IMPLIES = re.compile(
    r"^\W*(?:two|three|both)\s(?:\w+[ -]){0,3}?(?:models|papers|ways|methods|approaches|techniques"
    r"|studies|works|systems"
    r"|abstracts|algorithms|architectures|classifiers|trials)\b"
    r"|^\W*(?:how|what|where|which)(?: of)? (?:do |does |did |are |is )?(?:the|these|those)"
    r" (?:two|three|four|five|various|different) (?:\w+[ -]){0,2}?(?:papers|ways|methods|approaches"
    r"|techniques|studies|works|models)\b"
    r"|\b(?:papers|studies|works|abstracts|trials)\b[^?]{0,60}\b(?:agree|disagree|conflict|contradict|diverge)\b"
    r"|\b(?:in|by|of|for|from) each\W*(?:$|[?.;,])|\bthan the (?:other|original)\b.*\beach\b"
    r"|\b(?:against|and|or|versus|both)\b.*\b(?:does|do|did|was|is|has) each (?:of (?:them|the two) )?"
    r"(?:meet|need|use|claim|say|find|report|propose|choose|want|save|reach|achieve|require|work|rely"
    r"|handle|mean|tried"
    r"|tested|trained|evaluated|based)\b"
    r"|\bwhich (?:one |of (?:them|the two) )?(?:is|are|was|needs?|has|works|gives"
    r"|saves) \w+.{0,40}\bor\b.{3,}\?$",
    re.I,
)
_SHORTEST_TOPIC = 4
_DIFFERING = re.compile(r"\b(differ|compar|contrast)", re.I)

_AROUND_SIDES = re.compile(
    r"\b(?:how (?:do|does|did|are|is)|(?:what(?: is| are|['’]?s) )?(?:the )?(?:main |key )?"
    r"(?:differences?|similarit(?:y|ies)|comparison|trade-?offs?) (?:between|of|among)|compare|contrast"
    r"|comparing|what (?:distinguishes|separates|sets))"
    r"(?=\W*(?:$|in\b|on\b|differ|compare|relate|disagree|agree|contrast|diverge))"
    r"(?:\s+(?:differ|compare|relate|disagree|agree|contrast|diverge)\b)?(?:\s+(?:in|on|for|by)\b)?"
    r"|\bwhat (?:do|does|did)\W*(?:the (?:papers|works|studies) (?:on|about)\W*)?"
    r"(?:find|show|say|report|tell|propose)\b"
    r"|\bon (?:the )?one hand(?:,? there (?:is|are))?\b"
    r"|\s(?:of|in|by|for|from)$",
    re.I,
)
"""What stands around the sides of a comparison and asks for nothing."""

MOST = 6
"""Aspects that a question may name."""


_CUT_OFF = re.compile(r"\b(?:in|on|by|of|for|with|from|at|to)\W*$", re.I)
"""The end of words behind which the name of a paper stood."""


def named_aspects(rest: str) -> tuple[str, ...]:
    """The aspects that a question names, from its words without the names of papers.

    'How do and differ in memory and speed?' gives memory and speed; words that ask something else of each
    paper ('which needs fine-tuning') give none.
    """
    patterns = (*_CLOSINGS, *(() if _PART.search(rest) else (_AT_THE_END,)), _IN_FRONT)
    found = (_items(match["items"]) for pattern in patterns if (match := pattern.search(rest)))
    return next(filter(None, found), ()) or by_degree(rest)


def by_degree(rest: str) -> tuple[str, ...]:
    """The aspect of a question that asks for nothing but which one has more of it."""
    for aspect, words in _DEGREES:
        if words.search(rest):
            left = _HAVING.sub(" ", words.sub(" ", rest))
            return () if _says_something(left) else (aspect,)
    return ()


def closing_aspects(text: str) -> tuple[str, ...]:
    """The aspects that a question may name which names no paper: those after 'in terms of', and measures."""
    found = (_items(match["items"]) for pattern in _CLOSINGS if (match := pattern.search(text)))
    return next(filter(None, found), ())


def _items(text: str) -> tuple[str, ...]:
    """Items of a list, none when one of them can't be an aspect."""
    if re.match(r"of\b", text, re.I):
        return ()
    items = [item.strip() for item in re.split(r",? (?:and|or) |, |/", text)]
    items = [re.sub(r"^(?:the|their|its|both|and|or) ", "", item, flags=re.I) for item in items if item]
    if (
        not all(map(_says_something, items))
        or any(map(_CUT_OFF.search, items))
        or any(_NO_ASPECT.search(item) and not standing_named(item) for item in items)
    ):
        return ()
    return tuple(dict.fromkeys(items))[:MOST]


def shared_topic(text: str) -> str:
    """What the papers of a comparison that names none have in common, to be searched for.

    'Compare the approaches to cache compression in terms of speed' is about cache compression.
    """
    topic = text
    for pattern in (_WHAT_IN_EACH, _CLOSING, _SAYING, _NUMBERED, _OPENS):
        topic = pattern.sub("", topic).strip(" ?.!:,;")
    return topic if len(topic) >= _SHORTEST_TOPIC else text


def compares(text: str) -> bool:
    """Whether a question compares without saying so: 'two ways to X: ...?', 'what does each need?'."""
    return bool(_IMPLIES.search(text) or _EACH.search(text)) or asks_what_papers_say(text)


def without_frame(rest: str) -> str:
    """What a question without its sides asks of each: 'how do differ in speed' asks for speed."""
    return _AROUND_SIDES.sub(" ", rest).strip(" ?.,:;-–—")


def asks_what_papers_say(text: str) -> bool:
    """Whether a question asks what several papers say of something: 'what do the papers say about X?'."""
    return bool(_SAYING.search(text))


def asked_parts(topic: str) -> tuple[str, ...]:
    """The questions that a comparison asks of each paper: 'which needs tuning', 'how blocks are chosen'."""
    if topic == CONTRIBUTION:
        return ()
    text = topic.rpartition(": ")[2]
    parts = [part.strip(" ?.!,;:") for part in _BETWEEN.split(text)]
    asked = [part[match.start() :] for part in parts if (match := _PART.search(part))]
    return tuple(
        part for part in dict.fromkeys(asked) if _says_something(part) and not _DIFFERING.search(part)
    )[:MOST]


def _says_something(words: str) -> bool:
    """Whether words hold more than the frame of a comparison: 'how do they differ' does not."""
    return bool(re.search(r"\w{2}", _FRAME.sub(" ", words)))
