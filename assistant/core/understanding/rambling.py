"""A question wrapped in talk in, the part that asks out, without the asker's day, doubts and deadlines.

People speak of themselves around what they ask ('my supervisor wants to know ..., i need it for a talk').
Such clauses are dropped from both ends, and hedges from the middle; what names a paper or gives a figure
stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from assistant.core.understanding.condensing import FEW, condensed, courteous
from assistant.core.understanding.vocabulary import content

Telling = Callable[[str], bool]
"""Whether words name something of the collection, so that they are never mere talk."""

_SELF = r"(?:i|we)(?:['’](?:d|m|ve|re|ll)| would| am| was| were| have| had| will)?"
_KNOWING = r"(?:know|learn|understand|find out|figure out|ask(?: you)?|hear|see)"
_SOFTLY = r"(?:(?:really|just|actually|also|still|only|always|now|then|honestly|so)\s+)*"
_NEXT = r"(?:this|the following|which|what|how|why|whether|if|who|when|where|do|does|can|is|are)"
"""How a question goes on after 'the question is', which else may be read: 'while the question is read'."""
_CUE = re.compile(
    rf"\b(?:(?:what|all|the (?:one )?thing) (?:that )?{_SELF} {_SOFTLY}(?:want|need|wanted|needed|like"
    rf"|love|trying"
    rf"|wish|hoping|looking)(?:ed)?(?: to)?(?: {_KNOWING})? (?:is|was)\b(?: this| the following)?"
    rf"|{_SELF} {_SOFTLY}(?:(?:keep|kept|started|been|been left) )?(?:wonder(?:ing|ed)?|asking myself"
    rf"|curious)\b"
    r"(?: (?:about )?(?:if|whether)| about)?"
    r"|(?:and|but|so) (?:now |then )?wonder(?:ed|ing)\b(?: (?:if|whether))?"
    rf"|{_SELF} {_SOFTLY}(?:want|wanted|need|like|love|wish|trying|hoping) to {_KNOWING}\b(?: (?:if"
    rf"|whether|about))?"
    rf"|(?:my|our|the(?= (?:\w+ )?question (?:is|was|would be)\W+{_NEXT}\b))"
    r" (?:\w+ )?question (?:is|was|would be)\b(?: this| the following)?"
    r"|(?:can|could|would|will) (?:you|u|someone|anyone|somebody) (?:please |maybe |kindly )*(?:tell"
    r"|remind|explain to)"
    r" (?:me|us)\b(?: (?:if|whether|about))?"
    r"|(?<!what )(?<!how much )do(?:es)? (?:you|u|anyone|anybody|someone|somebody) (?:happen to "
    r"|by any chance )?know\b"
    r"(?: (?:if|whether))?"
    r"|(?:please )?(?:tell|remind) (?:me|us)\b(?! more)(?: (?:if|whether|about))?"
    rf"|{_SELF} {_SOFTLY}(?:ca|could|do|did)(?:n['’]?t| not| never) (?:quite )?(?:remember|recall"
    rf"|find(?: out)?|figure out"
    r"|work out))\b(?: (?:something|this|the following|one thing)(?=[,:;]))?[\s,:;–—-]*",
    re.I,
)
"""Words after which the question itself comes."""

_TALK = re.compile(
    r"\b(?:i|i['’](?:m|ve|d|ll)|im|ive|my|me|myself|we|we['’](?:re|ve|d)|our|us|you|your|u|somebody|nobody)\b"
    r"|\b(?:thanks|thank|thx|cheers|help|appreciated?|sorry|hello|hi|hey|urgent|deadline|no idea|google)\b"
    r"|\b(?:stupid|silly|dumb|basic|naive|quick|beginner(?:['’]s)?) question\b",
    re.I,
)
"""What people say of themselves, and to whom they speak."""
_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|like|well|anyway|ok|okay)\b\W*)*(?:in |on |by |at |for |from |to "
    r"|with |under |of )?"
    r"(?:which|what|who|whose|whom|when|where|why|how|is|are|does|did|do|can|could|has|have|was|were"
    r"|list|name|compare"
    r"|contrast|summari[sz]e|give|show|find|explain|describe|enumerate|any|every\w*|all|papers?|works?"
    r"|studies"
    r"|articles?|overview|difference|since|before|after|between|until|both)\b(?! (?:you|u|someone"
    r"|anyone) (?:please )?"
    r"(?:tell|help|know))",
    re.I,
)
"""How a request begins."""
_TAILS = re.compile(
    r"(?:\s*[,;.–—-]*\s+(?:or (?:did|do|am|was|is) (?:i|my)\b|(?:because|cause|cos|since|as) (?:i|my)\b"
    r"|(?:that|it|this)?\s*(?:would|['’]d) (?:really )?(?:be|help|make)\b[^?.,;]{0,30}\b(?:if|me|day"
    r"|great|nice|helpful)\b"
    r"|(?:any|some) (?:help|hints?|ideas?|pointers?)\b"
    r"|(?:please|pls|thanks|thank you|thx)\b[\s,]+(?:(?:sorry|and|as|because|but)\b[\s,]+)*(?:i|we|my|it)\b)"
    r"|\s*[,;.–—-]+\s+(?:i|we)(?:['’](?:m|re)| am| are)? (?:need|have to|must|lost|stuck|forgot|asking)\b)"
    r"[^?]{0,80}\W*$",
    re.I,
)
_WONDERS = re.compile(r"\b(?:which|what|how|why|whether|papers?|compare)\b", re.I)
"""What no talk behind a question has in it."""
_HEDGES = re.compile(
    r",?\s*(?<![\w-])(?:i (?:think|believe|guess|suppose|assume|mean|reckon)|if i (?:remember|recall)"
    r"(?: (?:it )?(?:correctly|right|rightly|well))?|if (?:i['’]?m|i am) not (?:mistaken|wrong)|iirc|afaik"
    r"|i (?:forget|forgot|(?:do not|don['’]?t|can['’]?t|cannot) (?:remember|recall)) (?:(?:the|its|their)\b"
    r"(?: \w+)?|(?:which|who)(?: \w+)?(?=\s*(?:[,.;?!]|$)))"
    r"|or (?:so|something(?: like (?:that|it))?|whatever)|as far as i (?:know|remember|can tell|understand)"
    r"|apparently|basically|anyway|somehow|you see)(?=[\s,.;?!]|$)",
    re.I,
)
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|these|those|each|both|such|this|that(?= (?:way|paper|method|model|one"
    r"|work|was"
    r"|is)\b)|(?:which|that|the other|the) ones?"
    r"|(?:do|did|are|have) (?:the|these) two)\b",
    re.I,
)
_TWO = re.compile(
    r"\bone (?:on|about|with|in|of|for|by|that)\b.*\b(?:an)?other\b|\bone on\b.*\bone on\b", re.I
)
"""Two papers, told only by what is theirs: 'there was one on tin and another with wax'."""
_CLAUSE = re.compile(r"(?:[.!?;:]+|\s[–—-]+|,)(?:\s+|$)")
_AND_I = re.compile(r"\s(?=(?:and|but|so) (?:now |then )?(?:i|we|my)\b)", re.I)
_SPOKEN_OF = re.compile(
    r"\b(?:read (?:(?!on\b|about\b|in\b)\w+ ){0,2}papers? "
    r"(?:(?:a|some) (?:while|time) ago |once |recently |lately )?(?:about|on|of)"
    r"|(?:read|reading|look|looking|learn\w*|think|thinking|heard|hear|talk\w*|work\w*|stud\w+"
    r"|ask(?:s|ing|ed)?|interested|writing|wrote) (?:up )?(?:about|on|into|in|of|at|with)"
    r"|claim(?:s|ed)|said|says|mentioned)(?: that)? (?P<what>.+)$",
    re.I | re.S,
)
_STARTS = re.compile(
    r"\b(?:(?:which|what) [\w-]+|how (?:much|many|do|does|did|is|are|can|far|long|fast)|why (?:do|does"
    r"|did|is|are)"
    r"|who (?:wrote|made|published|is|are)|when (?:was|were|did)|(?:list|find|name|show) (?:all|every|the|me)"
    r"|(?:is|are) there (?:any|an?)|every paper|papers? (?:that|which|on|about|by|from|with|using|in"
    r"|for)|compare|(?:since|before|after|until) (?:\w+ )?(?:19|20)\d\d|everything)\b",
    re.I,
)
"""Words that begin a request even where nothing divides it from what stands before."""
_SEEKING = re.compile(
    rf"^\W*{_SELF} {_SOFTLY}(?:looking for|searching for|seeking|need|want|after)\s+"
    r"(?=(?:some |any |all |the |an? |every |more )?(?:[\w-]+ ){0,2}"
    r"(?:papers?|works?|articles?|studies|overview|list|summary|comparison)\b)",
    re.I,
)
_OF_ASKING = (
    "paper papers work works article articles study studies read help helps should good best know tell find "
    "see look out question answer name title people somebody one ones"
)
_IDLE = frozenset(_OF_ASKING.split())
_FIGURE = re.compile(r"\d|\b[A-Za-z]+[A-Z]\w*")
_OF_RECORD = re.compile(
    r"\b(?:most|fewest|least) (?:co-?)?authors\b"
    r"|\b(?:earliest|latest|newest|oldest|most recent) (?:paper|work|article)\b"
    r"|\b(?:paper|work|article) (?:is |was )?(?:the )?(?:earliest|latest|newest|oldest|most recent)\b",
    re.I,
)
"""Asks enough of the record, in few words."""
_OPENER = re.compile(r"^(?:(?:so|well|and|but|then|ok|okay)\b\W*)+(?=\w)", re.I)
_READ = 150
"""Words of a text up to which it is read clause by clause, and not by its sentences that ask."""
_ENOUGH = 2
"""Words with a meaning that a question has at least, when what stands around it is dropped."""


def asked(text: str, telling: Telling) -> tuple[str, str]:
    """What a text asks on one line, and a sentence when much of a long one is left out (else empty)."""
    whole = " ".join(text.split())
    if len(whole.split()) <= _READ and len(point := to_the_point(whole, telling).split()) <= FEW:
        return " ".join(point), ""
    short, note = condensed(text)
    return to_the_point(" ".join(short.split()), telling), note


def to_the_point(text: str, telling: Telling) -> str:
    """The text without talk around what it asks, without courtesies only when nothing else would be left."""
    plain = _without_tail(" ".join(courteous(_HEDGES.sub("", text)).split()), telling)
    rest = _SEEKING.sub("", _without_talk_behind(_without_talk_before(plain, telling), telling))
    return rest if _says_enough(rest, telling) else courteous(text)


def _without_talk_before(text: str, telling: Telling) -> str:
    for cue in reversed(list(_CUE.finditer(text))):
        rest = text[cue.end() :]
        if _says_enough(rest, telling) and not _is_talk(rest, telling):
            return f"{_told_before(text[: cue.start()], rest, telling)}{courteous(rest)}"
    clauses = _clauses(text)
    for place, (clause, following) in enumerate(pairwise(clauses), start=1):
        rest = "".join(clauses[place:])
        needed = _told(clause, telling) if _refers(rest, telling) else ""
        if needed and needed != clause and _TWO.search(rest):
            return f"{needed} {rest}"
        if needed or not _is_talk(clause, telling) or not _says_enough(rest, telling):
            return _from_request("".join(clauses[place - 1 :]), telling)
        if _ASKS.search(following) or (clause.rstrip()[-1:] in ".!;:" and not _is_talk(following, telling)):
            return _OPENER.sub("", courteous(rest))
    return _from_request(text, telling)


def _from_request(text: str, telling: Telling) -> str:
    """A text of talk that turns into a request without a mark between, from there on."""
    talk = list(_TALK.finditer(text))
    if not talk or _ASKS.search(text):
        return text
    request = next((start for start in _STARTS.finditer(text) if start.start() > talk[0].start()), None)
    while request and any(request.end() < word.start() for word in talk):
        request = _STARTS.search(text, request.end())
    if not request or not _is_talk(before := text[: request.start()], telling):
        return text
    rest = text[request.start() :]
    needed = _refers(rest, telling) and _told(before, telling)
    return rest if _says_enough(rest, telling) and not needed else text


def _told_before(before: str, rest: str, telling: Telling) -> str:
    """What of the words before a question it refers to."""
    refers = _refers(rest, telling)
    clauses = (part for clause in _clauses(before) for part in _AND_I.split(clause))
    told = [_told(clause, telling) for clause in clauses if refers or telling(clause)]
    text = " ".join(" ".join(told).split()).rstrip(" ,;:")
    return f"{text}, " if text else ""


def _told(clause: str, telling: Telling) -> str:
    """A clause without talk: of 'i was reading about X', X."""
    if not _is_talk(clause, telling):
        return clause
    spoken = _SPOKEN_OF.search(clause)
    return f"{spoken['what'].rstrip(' ,')}," if spoken and _says_enough(spoken["what"], telling) else ""


def _refers(text: str, telling: Telling) -> bool:
    """Whether a question means what was said before it, as it names nothing itself."""
    return bool(_REFERS.search(text)) and not telling(text)


def _without_tail(text: str, telling: Telling) -> str:
    tail = _TAILS.search(text)
    if not tail or telling(tail[0]) or _WONDERS.search(tail[0]):
        return text
    return text[: tail.start()] if _says_enough(text[: tail.start()], telling) else text


def _without_talk_behind(text: str, telling: Telling) -> str:
    clauses = _clauses(text)
    while len(clauses) > 1 and _is_talk(clauses[-1], telling) and not _WONDERS.search(clauses[-1]):
        if clauses[-2].rstrip().endswith(":") or not _says_enough("".join(clauses[:-1]), telling):
            break
        clauses.pop()
    rest = "".join(clauses)
    return rest if len(rest) == len(text) else rest.rstrip(" ,;–—-")


def _clauses(text: str) -> list[str]:
    ends = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if text[start:end].strip()]


def _is_talk(clause: str, telling: Telling) -> bool:
    """Whether a clause speaks of the asker and tells nothing that could be searched."""
    idle = _TALK.search(clause) or not content(clause)
    return bool(idle) and not (_ASKS.search(clause) or _FIGURE.search(clause) or telling(clause))


def _says_enough(text: str, telling: Telling) -> bool:
    said = sum(word not in _IDLE for word in content(text))
    return said >= _ENOUGH or bool(_FIGURE.search(text) or _OF_RECORD.search(text)) or telling(text)
