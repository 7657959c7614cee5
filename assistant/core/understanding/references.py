"""A question and what was said before in, the words of it that refer back out, each with its papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.core.understanding.earlier import Earlier
from assistant.core.understanding.vocabulary import (
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    content,
    words,
)

Papers = tuple[str, ...]
Form = Literal["name", "possessive", "choice", "of", "in"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that refer back: where they stand and the papers they stand for, none when nothing fits."""

    start: int
    end: int
    papers: Papers
    form: Form = "name"
    """How the papers are put in its place: 'X', 'X’s', 'which of X and Y', ' of X' behind it, 'in X'."""
    guessed: bool = False
    """True when the words fit other papers too."""


_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth"
_SHORT = "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th"
_NUMBERS = {word: n for forms in (_PLACES, _SHORT) for n, word in enumerate(forms.split(), start=1)}
_WRITTEN = "two three four five six seven eight nine ten"
_COUNTS = {word: number for number, word in enumerate(_WRITTEN.split(), start=2)}
_NOUN = (
    r"(?:papers?|works?|stud(?:y|ies)|articles?|methods?|approach(?:es)?|techniques?|models?|systems?|"
    r"frameworks?|algorithms?|architectures?|proposals?|results?|sources?|hits?|ones?|entr(?:y|ies)|items?)"
)
_OF_THEM = rf"of (?:them|these|those|the)(?: (?:two|three|four|{_NOUN}))?"
_ORDINAL = f"(?:{'|'.join(_NUMBERS)}|last)"
_COUNT = rf"(?:{'|'.join(_COUNTS)}|\d\d?)"
# What may follow 'the first' or 'the others' when no noun does: anything but the noun they would belong to.
_ENDS = (
    r"(?=\s*$|\s*[^\w\s]|\s+(?:and|or|but|also|too|better|worse|again|instead|then|have|say|use|report|differ|"
    r"compare|perform|work|achieve|propose|relate|need|mean|"
    rf"{'|'.join(sorted(AUXILIARIES | PREPOSITIONS))}|to (?:the|it|this|that))\b)"
)
_DESCRIBED = r"(?!\s+(?:to|that|which|who|ever|called|named)\b)"
_TOLD = (
    rf"(?<!\bfirst )(?<!\blast ){_NOUN}\b{_DESCRIBED}|{_NOUN}\b{_DESCRIBED}(?!\s+(?:on|about|of|for|in)\s+\w)"
)
"""'The first paper on pruning' says itself which paper it means; 'the second one on long inputs' does not."""
_NO_DEFINITION = r"(?!(?:is|are|was|were) (?:the|an?) (?!(?:most|least|best|worst|\w+est|\w+er)\b))"
"""'Which is the first paper on pruning?' picks any paper, 'which is the fastest?' the papers before."""
_VERB = (
    r"(?:uses?|needs?|performs?|works?|requires?|scales?|runs?|reports?|reach(?:es)?|achieves?|gives?|gets?|scores?|"
    rf"covers?|costs?|releases?|comes?|offers?|handles?|trains?|beats?|wins?|{'|'.join(sorted(AUXILIARIES))})\b"
)


def _labels(match: re.Match[str], earlier: Earlier) -> Papers:
    return _known(earlier.labelled(int(number)) for number in re.findall(r"\d+", match[0]))


def _ordinals(match: re.Match[str], earlier: Earlier) -> Papers:
    asked = [_NUMBERS.get(word, 0) for word in words(match[0]) if word in _NUMBERS or word == "last"]
    listed = earlier.listed(max(2, *asked))
    return _known(listed[number - 1] for number in asked if number <= len(listed))


def _some(match: re.Match[str], earlier: Earlier) -> Papers:
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    listed = earlier.listed(max(2, count))
    return _known(listed[-count:] if match["end"].lower() == "last" else listed[:count])


def _former(match: re.Match[str], earlier: Earlier) -> Papers:
    pair = earlier.pair()
    if len(pair) != 2:
        return ()
    return _known([pair[0] if match["which"].lower() == "former" else pair[1]])


def _two(_: re.Match[str], earlier: Earlier) -> Papers:
    return _known(earlier.pair())


def _others(_: re.Match[str], earlier: Earlier) -> Papers:
    return _known(earlier.others())


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Earlier], Papers]], ...] = tuple(
    (re.compile(pattern, re.I), read)
    for pattern, read in (
        (r"(?:\b(?:paper|source|reference|ref\.?|number|item|entry)s?\s*)?\[\d{1,3}\]", _labels),
        (
            r"\b(?:the )?(?:paper|source|reference|ref|number|no\.|item|entry|citation) ?"
            r"#?\d{1,2}\b(?![.%]\d|\w)|(?<!\w)#\d{1,2}\b",
            _labels,
        ),
        (
            rf"\bthe (?P<end>first|last|top) (?P<count>{_COUNT})"
            rf"(?: {_NOUN}\b{_DESCRIBED}| {_OF_THEM}\b|{_ENDS})",
            _some,
        ),
        (
            rf"\bthe {_ORDINAL}(?:(?:,| and| or) (?:the )?{_ORDINAL})*"
            rf"(?: (?:{_TOLD})| {_OF_THEM}\b|{_ENDS})",
            _ordinals,
        ),
        (rf"\bthe (?P<which>former|latter)(?: {_NOUN})?\b", _former),
        (
            rf"\b(?:the other (?:{_COUNT} )?{_NOUN}\b{_DESCRIBED}|the (?:others?|rest)"
            rf"(?: {_OF_THEM}\b|{_ENDS})|the (?:remaining|other) {_COUNT}{_ENDS})",
            _others,
        ),
        (
            rf"\bboth(?: {_OF_THEM}\b| {_NOUN}\b|(?=\s*[.?!]?$)"
            r"|(?<=\b(?:do|is) both)|(?<=\b(?:are|did) both))(?!.* and )",
            _two,
        ),
        (rf"\bthe two(?: {_NOUN}\b{_DESCRIBED}|{_ENDS})", _two),
        (
            rf"(?<!\w)(?:(?:which|what|who)(?: ones?| {_OF_THEM})|^\W*which)\s+"
            rf"{_NO_DEFINITION}(?={_VERB})",
            lambda _, earlier: _known(earlier.listed()),
        ),
        (
            rf"\b(?:all|each|any|none|some|most|one|either|neither|{_COUNT})"
            rf" of (?:them|these|those)(?: {_NOUN})?\b",
            lambda _, earlier: earlier.plural(),
        ),
        (
            rf"\b(?:these|those)(?: {_COUNT})?(?: [\w-]+)? {_NOUN}\b{_DESCRIBED}",
            lambda _, earlier: earlier.plural(),
        ),
    )
)
"""Words that name papers by place or number, the longer forms first, and how each is read."""

_SINGULAR = (
    r"(?:paper|work|study|article|method|approach|technique|model|system|framework|algorithm|architecture)"
)
_AUTHORS = r"(?:the|its|their|these|those) (?:authors|researchers)"
_PRONOUN = re.compile(
    rf"\b(?:(?P<possessive>(?:its|their|theirs)\b(?! own))"
    rf"|(?P<they>they|them|{_AUTHORS})|(?P<it>it)"
    rf"|(?P<noun>(?:this|that|the (?:same|above))(?: [\w-]+)? {_SINGULAR}|the {_SINGULAR})"
    rf"(?P<own>[’']s)?{_DESCRIBED}"
    r"|(?P<there>(?:in )?there(?=\s*\?*$))|(?P<demonstrative>this|that|these|those))\b(?P<also>[’']s\b)?",
    re.I,
)
_NO_PAPER = re.compile(
    r"\bit(?:[’']s| is| was| has been| would be| may be| might be)? (?:true|possible|clear|known|worth|"
    r"necessary|likely|important|said|shown|found|turns out|seems|takes|makes sense|follows?|matters?)\b"
    r"|\b(?:is|was|isn[’']t|would|can) it (?:be )?(?:true|possible|worth|necessary|likely|important|common|"
    r"known|safe|hard|easy|difficult|enough|fair|better|best|ok|okay)\b.*?\b(?:to|that|if|for)\b"
    r"|\b(?:that|this) (?:is|means|said)\b(?! (?:better|faster|good))"
    r"|\b(?:these days|"
    r"this (?:collection|corpus|library|year|month|week|topic|area|field|question|setting))\b",
    re.I,
)
"""'It' and 'this' that stand for no thing said before."""


_OF_MANY = re.compile(
    r"\W*(?:how many|which|what|many|most|all)(?: [\w-]+){0,2}? (?:people|[\w-]+s)\b(?!['’])", re.I
)
"""'How many people took part in its study?': 'its' is of one thing."""
THE_TWO = re.compile(
    rf"\bthe (?:{'|'.join(_COUNTS)})\b(?!.*\b(?:and|or|of|that|which|in|for|on)\b)"
    r"(?! (?:best|most|\w+est)\b)",
    re.I,
)
"""'How often do the two coincide?' counts what was said before."""
_NEVER_BEHIND = frozenset(
    {"the", "a", "an", "we", "i", "you", "they", "it", "is", "use", "are", "days", "who", "that"}
)


def references(text: str, earlier: Earlier, named: Sequence[tuple[int, int]] = ()) -> list[Reference]:
    """The references of a question in its order; `named` are the spans of the names in it.

    A pronoun whose antecedent stands in the question itself is none ('which papers release their code').
    """
    found: list[Reference] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            if _apart(match.span(), [*named, *((item.start, item.end) for item in found)]):
                papers = read(match, earlier)
                choice = re.match(r"\W*(?:\w+ )?(?:which|what|who)\b", match[0], re.I)
                end = match.start() + len(match[0].rstrip())
                guessed = read is _others and bool(papers) and set(papers) <= set(earlier.asked())
                found.append(Reference(match.start(), end, papers, "choice" if choice else "name", guessed))
    found = [item for item in found if item.papers or (item.form == "name" and not _is_the_two(text, item))]
    found += _pronouns(text, earlier, [*named, *((item.start, item.end) for item in found)])
    return sorted(found, key=lambda item: item.start)


def pronouns(text: str, known: Sequence[tuple[int, int]] = ()) -> Iterator[re.Match[str]]:
    """Pronouns and 'the paper' that nothing in the question itself explains; `known` spans name papers."""
    nothing = [match.span() for match in _NO_PAPER.finditer(text)]
    taken: list[tuple[int, int]] = []
    for match in _PRONOUN.finditer(text):
        if _apart(match.span(), [*nothing, *known]) and not _explained(text, match, [*known, *taken]):
            taken.append(match.span())
            yield match


def _pronouns(text: str, earlier: Earlier, known: Sequence[tuple[int, int]]) -> Iterator[Reference]:
    for match in pronouns(text, known):
        plural = bool(match["they"]) or match[0].lower() in ("these", "those", "their", "theirs")
        papers = earlier.plural() if plural else earlier.single()
        if papers:
            guessed = not plural and len(papers) > 1
            yield Reference(
                *_place(text, match), papers if plural else papers[:1], _form(text, match), guessed
            )


def _is_the_two(text: str, item: Reference) -> bool:
    """Whether it may as well be two things of one paper."""
    return text[item.start :].lower().startswith("the two")


def _form(text: str, match: re.Match[str]) -> Form:
    if match["there"]:
        return "in"
    if _wants_authors(text, match):
        return "of"
    return "possessive" if match["possessive"] or match["own"] else "name"


def _place(text: str, match: re.Match[str]) -> tuple[int, int]:
    return (match.end(), match.end()) if _wants_authors(text, match) else match.span()


def _wants_authors(text: str, match: re.Match[str]) -> bool:
    """'Who are the authors?' asks for them; 'what do the authors use?' asks of their paper."""
    return bool(
        match["they"] and " " in match["they"] and re.match(r"\W*(?:who|how many|name|list)\b", text, re.I)
    )


def _explained(text: str, match: re.Match[str], known: Sequence[tuple[int, int]]) -> bool:
    """Whether the antecedent stands before the pronoun in the question, or the word is no pronoun at all.

    An object can't stand for the subject of its own clause (principle B of Chomsky's binding theory), so
    'how does X differ from it' looks further back; a possessive can ('papers that release their code').
    """
    before, after = text[: match.start()], text[match.end() :]
    if match["demonstrative"] and not _stands_alone(before, after):
        return True
    clauses = _clauses(before)
    own = clauses.pop() if clauses else ""
    if any(content(clause) for clause in clauses):
        return True
    if match["possessive"]:
        if match[0].lower() == "its" and _OF_MANY.match(own):
            return False
        named_here = any(start >= len(before) - len(own) and end <= match.start() for start, end in known)
        return named_here or _has_subject(own)
    if match["noun"] or (match["they"] and " " in match["they"]):
        return bool(re.match(r"\W*(?:which|what|list|find|show)\b(?: [\w-]+){0,2} papers\b", text, re.I))
    return False


def _clauses(before: str) -> list[str]:
    return re.split(
        r"[,;:]|[.?!]+\s|\b(?:and|or|but|if|when|while|because|since|so|that|which|who|whereas)\b",
        before,
        flags=re.I,
    )


def _has_subject(clause: str) -> bool:
    """Whether a clause names something that 'its' or 'their' may belong to.

    Not so right behind an auxiliary ('what do their ...') or within the subject ('are the names of its ...').
    """
    if re.search(rf"\b(?:{'|'.join(sorted(AUXILIARIES))})\s*$", clause, re.I):
        return False
    if re.search(r"\b(?:the|an?|any|some|all)(?: [\w-]+){1,3} (?:of|behind|about|for|on)\s*$", clause, re.I):
        return False
    return bool(content(clause))


def _stands_alone(before: str, after: str) -> bool:
    """Whether 'this', 'that', 'these' or 'those' is a pronoun: neither an article nor a conjunction."""
    previous, following = (words(before) or [""])[-1], (words(after) or [""])[0]
    if following in _NEVER_BEHIND:
        return False
    if not after.strip(" ?.!"):
        return previous not in ("", "and", "so", "such", "now")
    said = re.match(r"\s+(?:\w+(?:er|ed|ing|able|ible|ent|al)|true|so|worse|good|new|fast)\b", after)
    behind = following in AUXILIARIES | PREPOSITIONS | CONJUNCTIONS
    return (previous in AUXILIARIES and bool(behind or said)) or (previous in PREPOSITIONS and behind)


def of_this_kind(text: str) -> bool:
    """Whether a question says 'this speedup' or 'the two' of what only an answer before can explain."""
    if THE_TWO.search(text):
        return True
    for match in re.finditer(r"\b(?:this|that|these|those|such an?) (?!one\b)(?=[\w-]+)", text, re.I):
        before, after = text[: match.start()], text[match.end() :]
        previous = (words(before) or [""])[-1]
        article = previous in AUXILIARIES | PREPOSITIONS or (not previous and match[0].lower() != "that ")
        told = any(content(clause) for clause in _clauses(before)[:-1]) or _NO_PAPER.match(
            text, match.start()
        )
        if article and content((words(after) or [""])[0]) and not told:
            return True
    return False


def _apart(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in others)


def _known(papers: Iterable[str]) -> Papers:
    return tuple(dict.fromkeys(paper for paper in papers if paper))
