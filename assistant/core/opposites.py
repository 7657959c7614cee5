"""What a question takes for granted and a paper in, the sentence that says the opposite out.

Above all a word beside whose opposite the paper has the same thing ('why does X raise memory?': 'X reduces
memory'), while it nowhere has the word itself beside it; and training that a method is said to do without,
what is denied, some of what is said to be all, and who wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.core.comparing.zones import zones
from assistant.core.grounding.lexis import stem
from assistant.core.outdoing import outdone
from assistant.core.poles import DEGREES, GOOD, LOWERED, POLES, UNTRAINED, Pole
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper, Span

_TRAINS = re.compile(
    r"\b(?:re-?train\w*|fine-?tun\w*|tuned|calibrated|training (?:set|data|corpus)|trained (?:on|anew"
    r"|again))\b"
    r"|\bhow (?:much|long)\b[^?]*\btrain(?:ed|ing)?\b",
    re.I,
)
_CLAIMS = re.compile(
    r"^\W*(?:(?:and|but|so|then)\W+)?(?:why|how (?:do|does|did|come)\b|what (?:makes?|causes?)\b"
    r"|by how (?:much|many)\b|in (?:what|which) way\b"
    r"|how (?:much|many) (?:slower|faster|worse|better|more|less|fewer|larger|smaller|higher|lower)\b"
    r"|(?:after|at|from) (?:how|which|what)\b.{3,80}\b(?:do|does|did)\b"
    r"|(?:which|what)\b.{3,60}\b(?:does|do)\b.{3,80}"
    r"\b(?:need|require|use|add|introduce|rely on|depend on)\W*$"
    r"|how much\b.{3,80}\b(?:do|does|did)\b.{2,80}\b(?:cost|lose|give up|sacrifice|hurt|harm|degrade"
    r"|drop|add|increase)\b"
    r"|how (?:quickly|slowly|badly|strongly|severely|heavily|soon|often|far) (?:do|does|did|is|are)\b)",
    re.I,
)
"""Questions that say something of their subject; others hold words of what they ask for."""
_DENIES = re.compile(r"\b(?:without|free|no|not|never|avoid\w*|\w+n['’]t|instead)\b|-free\b", re.I)

_WHOLE = re.compile(
    r"\b(?:(?P<of>[\w-]{4,}) of )?(?:all|every|each|(?:the )?(?:whole|entire|full))(?: of)?"
    r"(?: the| its| their)? (?:[\w-]+ )?(?P<thing>[\w-]{4,})",
    re.I,
)
_ALL = r"(?<!instead of )(?<!than )(?<!not )\b(?:all|every|each)\b[^.;,]{0,20}?"
_SOME = (
    r"\b(?:only|just|merely|instead of all|rather than all|not all|(?:a |an )?(?:small |tiny )?(?:subset"
    r"|fraction|portion|handful|few)(?: of)?|only[^.;,]{0,25}?\d+(?:\.\d+)? ?%(?: of)?)\b"
)

_AMOUNT = re.compile(
    r"^\W*(?:(?:and|but|so|then)\W+)?(?:how (?:much|many)|which|what) (?:(?:additional|extra|more"
    r"|further|new|added|human"
    r"|kind of|amount of) )*(?P<what>[^?]{3,60}?) (?:do|does|did|is|are|must|has|have)\b[^?]{2,80}?\b"
    r"(?:need|require|add|introduce|use|cost|take|incur|involve|demand|rely on|depend on|added|needed"
    r"|required)s?\b",
    re.I,
)
"""Asks how much of something is needed."""
_NONE_OF = (
    r"(?:without|no|free (?:of|from)|(?:not|n['’]t) (?:need|require|add|introduce|use)|dispens\w+ with"
    r"|avoid(?:s|ing)?"
    r"|eliminat(?:es|ing)|zero)"
)

_DENIED = re.compile(
    r"\b(?:without|no|not|never|neither|nor|avoid\w*|n['’]t|free of|little|hardly"
    r"|barely|minimal(?:ly)?|negligibl[ey])\b(?:[ -]\w+){0,3}",
    re.I,
)
"""What is denied, as far as words in a row tell."""
_DENIAL = re.compile(
    r"\b(?:do|does|did|is|are|was|were|can|could|has|have)(?:n['’]t| not)\b"
    r"(?! (?:only|just|all|every|always)\b)(?P<what>(?:\s[\w-]+){1,3})",
    re.I,
)
_DOES_WITHOUT = re.compile(
    r"\b(?:without|never|bypass\w*|avoid(?:s|ing)?)\b(?P<what>(?:\s[\w-]+){2,5})", re.I
)
_SAME = 0.7
"""Share of a question's words in a sentence from which both are about the same."""
_ROOT = 5
"""First letters by which 'reduce' and 'reduction' are one word."""
_NEGATED = ("un", "in", "im", "ir", "dis", "non")
_NEAR = 35
"""Letters between a word and what it is said of, no comma among them."""
_OBJECT = re.compile(
    r"\s+(?!(?:in|on|at|for|by|when|with|under|over|as|than|to|from|of|and|or|that|which|while|if|during"
    r"|across|after|so|but)\b)[\w(]"
)
"""Behind a verb: it has an object."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """Sentence `number` (from 1) of a paper and the words of the question that it contradicts."""

    number: int
    words: Span


def opposed(question: str, paper: Paper, named: bool = False) -> Opposed | None:
    """The sentence with most of its words that says the opposite of what a question takes for granted.

    `named` tells whether the question names the paper: then what others did is not what it speaks of.
    """
    asked = {stem(word) for word in content(question)}

    def shared(found: Opposed) -> tuple[int, int]:
        return len(asked & {stem(word) for word in content(paper.sentence(found.number))}), -found.number

    return max(_opposed(question, paper, named), key=shared, default=None)


def _opposed(question: str, paper: Paper, named: bool) -> Iterator[Opposed]:
    sentences = {number: paper.sentence(number) for number in range(1, len(paper.sentences) + 1)}
    if (trains := _TRAINS.search(question)) and not _DENIES.search(question):
        untrained = [number for number, text in sentences.items() if UNTRAINED.search(text)]
        yield from (Opposed(number, Span(*trains.span())) for number in untrained)
    if _DENIES.search(question):
        return
    yield from _none_of_it(question, sentences)
    if not _CLAIMS.search(question):
        return
    own = {n: sentences[n] for n, zone in enumerate(zones(paper), start=1) if zone == "own"}
    context = _Context(question, own, tuple((own if named else sentences).values()), _things(question, paper))
    yield from (Opposed(*found) for found in outdone(question, own, context.known))
    for look in (_only_some, _denied_there, _does_without, _by_degree, _by_poles):
        yield from look(context)


class _Context(NamedTuple):
    """A question, the sentences that may contradict it, those that may bear it out, and what it speaks of."""

    question: str
    own: Mapping[int, str]
    known: Sequence[str]
    things: Sequence[str]


def _by_poles(context: _Context) -> Iterator[Opposed]:
    """Sentences with the opposite of a word beside the thing, which plays the same part there."""
    question = context.question
    for said, opposite in (*_pairs(question), LOWERED):
        match = said.search(question)
        of = {thing: parts for thing in context.things if (parts := _parts(said, thing, question))}
        if not match or any(_affirmed(said, thing, text) for thing in of for text in context.known):
            continue
        for thing, parts in of.items():
            if (said, opposite) != LOWERED or GOOD.match(thing):
                better = re.compile(rf"{opposite.pattern}(?! than\b)", re.I)
                found = [n for n, text in context.own.items() if parts & _parts(better, thing, text)]
                yield from (Opposed(number, Span(*match.span())) for number in found)


def _affirmed(said: re.Pattern[str], thing: str, text: str) -> bool:
    """Whether a text has the words of the question beside the thing, and does not deny them."""
    return bool(_parts(said, thing, _DENIED.sub(" ", text)))


def _by_degree(context: _Context) -> Iterator[Opposed]:
    """Sentences with the opposite of an adjective before the thing: 'high latency' and 'low latency'."""
    for said, opposite in DEGREES:
        for match in re.finditer(
            rf"{said.pattern}(?: [\w-]+)?? (?P<thing>[\w-]{{3,}})", context.question, re.I
        ):
            thing = rf"{re.escape(stem(match['thing'].lower()))}\w*"
            same = re.compile(rf"{said.pattern}(?: [\w-]+){{0,2}}? {thing}", re.I)
            other = re.compile(rf"{opposite.pattern}(?: [\w-]+){{0,2}}? {thing}", re.I)
            if not content(match["thing"]) or any(map(same.search, context.known)):
                continue
            found = [number for number, text in context.own.items() if other.search(text)]
            yield from (Opposed(number, Span(*match.span())) for number in found)


def _denied_there(context: _Context) -> Iterator[Opposed]:
    """Sentences about what a question speaks of that deny one of its words: 'they do not correlate'."""
    asked = {stem(word) for word in content(context.question)}
    for number, text in context.own.items():
        said = {stem(word) for word in content(text)}
        if len(asked & said) < _SAME * len(asked):
            continue
        for denial in _DENIAL.finditer(text):
            denied = {stem(word) for word in content(denial["what"])} & asked
            yield from (Opposed(number, span) for span in _spans(context.question, denied))


def _does_without(context: _Context) -> Iterator[Opposed]:
    """Sentences by which what a question says is done is not: 'without predefining an order'."""
    asked = {word[:_ROOT] for word in context.things}
    for number, text in context.own.items():
        for denial in _DOES_WITHOUT.finditer(text):
            denied = {word[:_ROOT] for word in content(denial["what"])} & asked
            if len(denied) > 1 and not any(_together(denied, other) for other in context.known):
                yield from (Opposed(number, span) for span in _spans(context.question, denied))


def _together(roots: Collection[str], text: str) -> bool:
    """Whether a text has words of these roots in a row, and does not deny them."""
    plain = re.findall(r"[\w-]+", _DOES_WITHOUT.sub(" ", text).lower())
    rows = (plain[start : start + len(roots) + 2] for start in range(len(plain)))
    return any(set(roots) <= {word[:_ROOT] for word in row} for row in rows)


def _spans(question: str, stems: Collection[str]) -> Iterator[Span]:
    """Where the first word of a question with one of these stems stands."""
    words = re.finditer(r"[\w-]+", question)
    yield from (Span(*m.span()) for m in list(words) if any(m[0].lower().startswith(s) for s in stems))


def _only_some(context: _Context) -> Iterator[Opposed]:
    """Sentences by which it is some of what a question says it is all of: 'only 5 % of the parameters'."""
    for match in _WHOLE.finditer(context.question):
        stems = (re.escape(stem(word.lower())) for word in (match["thing"], match["of"]) if word)
        thing = rf"\b(?:{'|'.join(stems)})\w*"
        if any(re.search(f"{_ALL}{thing}", text, re.I) for text in context.known):
            continue
        some = re.compile(rf"{_SOME}[^.;,]{{0,{_NEAR}}}?{thing}", re.I)
        yield from (Opposed(n, Span(*match.span())) for n, text in context.own.items() if some.search(text))


def _none_of_it(question: str, sentences: Mapping[int, str]) -> Iterator[Opposed]:
    """Sentences by which there is none of what a question asks the amount of."""
    asked = _AMOUNT.search(question)
    words = content(asked["what"]) if asked else []
    if not asked or not words:
        return
    thing = rf"{re.escape(stem(words[-1]))}\w*"
    none = re.compile(rf"\b{_NONE_OF}\b(?: [\w-]+(?: or|,)?){{0,4}}? {thing}|\b{thing}-free\b", re.I)
    yield from (Opposed(n, Span(*asked.span("what"))) for n, text in sentences.items() if none.search(text))


def _pairs(question: str) -> Iterator[Pole]:
    for one, two in POLES:
        if one.search(question):
            yield one, two
        elif two.search(question):
            yield two, one
    for word in set(re.findall(r"[a-z]{7,}", question)):
        bare = next((word.removeprefix(p) for p in _NEGATED if word.startswith(p)), "")
        if len(bare) > 5:
            yield _word(word), _word(bare)
        yield _word(word), re.compile(rf"\b(?:{'|'.join(_NEGATED)}){word[:7]}\w*\b", re.I)


def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word[:7])}\w*\b", re.I)


def _things(question: str, paper: Paper) -> list[str]:
    """Stems of what a question speaks of, without the paper's own name."""
    head, colon, _ = paper.title.partition(":")
    name = {stem(word) for word in content(head)} if colon else set()
    stems = (stem(word) for word in content(question) if len(word) > 2)
    return [each for each in dict.fromkeys(stems) if each not in name]


def _parts(pattern: re.Pattern[str], thing: str, text: str) -> set[str]:
    """What a word of this stem is to the words of the pattern near it: it does, or it is done to.

    'Why does X raise memory?' and 'how much memory does X add?' speak of what is done to memory, 'why does
    memory help X?' of what it does; 'why does memory grow?' may be either.
    """
    found = set()
    things = [match.span() for match in re.finditer(rf"\b{re.escape(thing)}\w*", text, re.I)]
    for word in pattern.finditer(text):
        behind = bool(_OBJECT.match(text, word.end()))
        for start, end in things:
            if start >= word.end() and _near(text, word.end(), start):
                found.add("done to")
            elif end <= word.start() and _near(text, end, word.start()):
                found.update(("does",) if behind else ("does", "done to"))
    return found


def _near(text: str, start: int, end: int) -> bool:
    return end - start <= _NEAR and not re.search(r"[.;,]", text[start:end])
