"""What a question takes for granted and a paper in, the sentence that says the opposite out.

Two kinds: training that a method is said to do without, and a word beside whose opposite the abstract has the
same thing ('why does X raise memory?': 'X reduces memory'), while nowhere it has the word itself beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.core.grounding.lexis import stem
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper, Span

_TRAINS = re.compile(
    r"\b(?:re-?train\w*|fine-?tun\w*|tuned|calibrated|training (?:set|data|corpus)|trained (?:on|anew"
    r"|again))\b"
    r"|\bhow (?:much|long)\b[^?]*\btrain(?:ed|ing)?\b",
    re.I,
)
_UNTRAINED = re.compile(
    r"\b(?:(?:re-?)?training|fine-?tuning|tuning)[- ]free\b"
    r"|\bwithout (?:(?:any|the|need|for|requiring|additional|further|extra|costly|overhead|or|model) )*"
    r"(?:re-?train|train|fine-?tun|tun)ing\b"
    r"|\bno (?:(?:additional|further|extra) )?(?:re-?training|fine-?tuning|training)\b"
    r"|\bdispens\w+ with (?:both |any )?training\b"
    r"|\b(?:not|n't) (?:require|need) (?:(?:any|additional|further) )?"
    r"(?:re-?training|fine-?tuning|training)\b",
    re.I,
)
_CLAIMS = re.compile(
    r"^\W*(?:(?:and|but|so|then)\W+)?(?:why|how (?:do|does|did|come)\b|what (?:makes?|causes?)\b"
    r"|by how (?:much|many)\b|how much (?:slower|faster|worse|better|more|less|larger|smaller|higher|lower)\b"
    r"|(?:after|at|from) (?:how|which|what)\b.{3,80}\b(?:do|does|did)\b"
    r"|(?:which|what)\b.{3,60}\b(?:does|do)\b.{3,80}"
    r"\b(?:need|require|use|add|introduce|rely on|depend on)\W*$"
    r"|how much\b.{3,80}\b(?:do|does|did)\b.{2,80}\b(?:cost|lose|give up|sacrifice|hurt|harm|degrade"
    r"|drop)\b)",
    re.I,
)
"""Questions that say something of their subject; others hold words of what they ask for."""
_DENIES = re.compile(r"\b(?:without|free|no|not|never|avoid\w*|\w+n['’]t|instead)\b|-free\b", re.I)

_POLES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{two})\b", re.I))
    for one, two in (
        (
            r"increas\w*|rais(?:e|es|ed|ing)|grow(?:s|ing)?|larger|bigger|worsen\w*|amplif\w*|caus(?:e"
            r"|es|ed|ing)"
            r"|intensif\w*|ris(?:e|es|ing)",
            r"reduc\w*|decreas\w*|lower\w*|smaller|shrink\w*|diminish\w*|vanish\w*|mitigat\w*"
            r"|suppress\w*|alleviat\w*|overcom\w*"
            r"|prevent\w*|eliminat\w*|cut(?:s|ting)?|sav(?:e|es|ing)",
        ),
        (
            r"slow(?:er|s|ed)?(?: down)?|drop\w*",
            r"fast(?:er)?|speed\w*|accelerat\w*|constant\w*|regardless|higher than",
        ),
        (
            r"los(?:e|es|ing) to|underperform\w*|worse|behind|fails?|inferior|less accurate",
            r"outperform\w*|surpass\w*|exceed\w*|better|best|superior|more accurate",
        ),
        (
            r"needs?|requir(?:e|es|ing)|rel(?:y|ies)|depends?|uses?|involv\w*|adds?|introduc(?:e|es)",
            r"without|free from|no|not|eliminat\w*|avoid\w*|instead of|remov\w*",
        ),
        (
            r"giv(?:e|es|ing) up|sacrific\w*|abandon\w*|los(?:e|es|ing)|costs?|hurts?|harms?|degrad\w*",
            r"preserv\w*|maintain\w*|provid\w*|keep\w*|retain\w*|improv\w*|boost\w*|enhanc\w*|lossless\w*"
            r"|without (?:any |much )?(?:compromis\w*|sacrific\w*|los\w*|hurt\w*|degrad\w*)"
            r"|no (?:\w+ )?(?:loss|drop|degradation)",
        ),
        (
            r"emerg\w*|appear\w*|aris(?:e|es|ing)|develops?",
            r"already (?:exist\w*|present|there)|from the (?:start|beginning|outset)|at initiali[sz]ation",
        ),
        (r"quadratic(?:ally)?", r"(?:near-|sub)?linear|sub-?quadratic"),
        (r"(?:every|all) (?:layers?|heads?|tokens?|blocks?)", r"only|subset|small number|few"),
    )
)
"""What a question may take for granted, and what says the opposite."""

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

_NEGATED = ("un", "in", "im", "ir", "dis", "non")
_NEAR = 35
"""Letters between a word and what it is said of, no comma among them."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """Sentence `number` (from 1) of a paper and the words of the question that it contradicts."""

    number: int
    words: Span


def opposed(question: str, paper: Paper) -> Opposed | None:
    """The sentence with most of its words that says the opposite of what a question takes for granted."""
    asked = {stem(word) for word in content(question)}

    def shared(found: Opposed) -> tuple[int, int]:
        return len(asked & {stem(word) for word in content(paper.sentence(found.number))}), -found.number

    return max(_opposed(question, paper), key=shared, default=None)


def _opposed(question: str, paper: Paper) -> Iterator[Opposed]:
    sentences = {number: paper.sentence(number) for number in range(1, len(paper.sentences) + 1)}
    if (trains := _TRAINS.search(question)) and not _DENIES.search(question):
        untrained = [number for number, text in sentences.items() if _UNTRAINED.search(text)]
        yield from (Opposed(number, Span(*trains.span())) for number in untrained)
    if _DENIES.search(question):
        return
    yield from _none_of_it(question, sentences)
    if not _CLAIMS.search(question):
        return
    things = _things(question, paper)
    for said, opposite in _pairs(question):
        of = [thing for thing in things if _beside(said.pattern, thing, question)]
        for thing in of:
            if any(_beside(said.pattern, thing, text) for text in sentences.values()):
                continue
            match = said.search(question)
            found = [n for n, text in sentences.items() if _beside(opposite.pattern, thing, text)]
            if match:
                yield from (Opposed(number, Span(*match.span())) for number in found)


def _none_of_it(question: str, sentences: Mapping[int, str]) -> Iterator[Opposed]:
    """Sentences by which there is none of what a question asks the amount of."""
    asked = _AMOUNT.search(question)
    words = content(asked["what"]) if asked else []
    if not asked or not words:
        return
    thing = rf"{re.escape(stem(words[-1]))}\w*"
    none = re.compile(rf"\b{_NONE_OF}\b(?: [\w-]+(?: or|,)?){{0,4}}? {thing}|\b{thing}-free\b", re.I)
    yield from (Opposed(n, Span(*asked.span("what"))) for n, text in sentences.items() if none.search(text))


def _pairs(question: str) -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    for one, two in _POLES:
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
    name = {stem(word) for word in content(paper.title.partition(":")[0])}
    stems = (stem(word) for word in content(question) if len(word) > 3)
    return [each for each in dict.fromkeys(stems) if each not in name]


def _beside(pattern: str, thing: str, text: str) -> bool:
    """Whether a text has the pattern near a word of this stem, in either order."""
    word = rf"\b{re.escape(thing)}\w*"
    return any(
        re.search(rf"{first}[^.;,]{{0,{_NEAR}}}?{second}", text, re.I)
        for first, second in ((pattern, word), (word, pattern))
    )
