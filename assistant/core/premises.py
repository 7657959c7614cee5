"""A question and its paper in, the sentence that contradicts what the question takes for granted out.

Only questions that take something for granted are looked at (why, how, which; not 'does it ...?'), and only
contradictions of the same thing count: a question wrongly corrected is worse than one not corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.draft import Draft
from assistant.core.grounding.comparatives import comparative_findings
from assistant.core.grounding.direction import direction_findings
from assistant.core.grounding.lexis import Statement, statements
from assistant.core.grounding.names import name_findings
from assistant.core.grounding.negation import negation_findings
from assistant.core.grounding.numbers import agrees, number_findings
from assistant.core.grounding.quantities import Quantity, quantities
from assistant.core.grounding.reading import Reading, finding
from assistant.core.opposites import opposed
from assistant.domain import Finding, Paper, Query, Sentence

OTHERWISE = "The abstract says otherwise:"
"""What stands before the sentence that contradicts a question."""

_OPEN = re.compile(
    r"^\W*(?:(?:and|but|so|then|since|because)\b\W*)?(?:.{0,60}?,\s*)?"
    r"(?:why|how|what|which|by how|to what|(?:in|on|for|after|at|from|with) (?:what|which|how)|when|where"
    r"|who)\b",
    re.I,
)
_OBJECT = re.compile(
    r"^\W*(?:which|what|how (?:much|many|long))\s+(?P<object>.{3,60}?)\s+(?:do|does|did)\s+"
    r"(?P<who>.{1,80}?)\s+(?P<verb>need|require|use|employ|rely on|depend on)s?\b(?P<rest>.*)$",
    re.I,
)
_ASKING = re.compile(
    r"^\W*(?:(?:so|and|but|then)\s+)?(?:by how much|(?:for )?how (?:much|many|far|long|well|come)"
    r"|to what extent|why|how|what|which|when|where|who)\b",
    re.I,
)
_SAME_SENTENCE = 0.5
"""Share of the question's content words that a contradicting sentence must hold."""
_SAME_PAPER = 0.4
"""Share of them that the paper must hold at all."""
_LARGE = 1000
"""From here a number without a unit counts what stands around it, too: 'a context of 128K'."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Sentence `number` (from 1) of a paper, and what of the question it contradicts."""

    paper: Paper
    number: int
    finding: Finding

    @property
    def text(self) -> str:
        """The sentence."""
        return self.paper.sentence(self.number)


def contradiction(query: Query, papers: Sequence[Paper]) -> Contradiction | None:
    """The first contradiction of a question of fact with its best paper; the papers come best first."""
    if query.kind != "fact" or not papers or not _OPEN.match(query.standalone):
        return None
    named = [paper for paper in papers if paper.id in query.named_papers]
    paper = (named or list(papers))[0]
    sources = statements([paper])
    read = Reading(Statement(presupposed(query.standalone)), sources)
    known = frozenset().union(*(source.stems for source in sources))
    close = len(known & read.claim.stems) >= _SAME_PAPER * len(read.claim.stems)
    if not close and not named:
        return None
    for found in _contradictions(read) if close else _counts(read):
        if found.evidence:
            number = int(found.evidence.address.rpartition("#s")[2])
            return Contradiction(paper, number, found)
    if wrong := opposed(query.standalone, paper, bool(named)):
        words = query.standalone[wrong.words.start : wrong.words.end]
        source = next((s for s in sources if s.address == paper.address(wrong.number)), None)
        reason = f"it says the opposite of ‘{words}’"
        said = finding("negation", reason, wrong.words.start, wrong.words.end, source)
        return Contradiction(paper, wrong.number, said)
    return None


def corrected(draft: Draft) -> Sentence | None:
    """The contradicting sentence that an answer begins with, None when it begins with none."""
    opened = len(draft.sentences) > 1 and draft.sentences[0].text == OTHERWISE
    return draft.sentences[1] if opened else None


def presupposed(question: str) -> str:
    """What a question takes for granted, as a statement of sorts: its words without the asking ones."""
    text = question.strip().rstrip("?!. ")
    if match := _OBJECT.match(text):
        return f"{match['who']} {match['verb']} {match['object']}{match['rest']}"
    return _ASKING.sub("", text).strip()


def _contradictions(read: Reading) -> Iterator[Finding]:
    yield from _counts(read)
    close = [source for source in read.sources if source.covers(read.claim) >= _SAME_SENTENCE]
    near = {source.address for source in close if source.address}
    for layer in (negation_findings, direction_findings, comparative_findings):
        yield from (f for f in layer(read) if f.evidence and f.evidence.address in near)
    yield from (
        f for f in name_findings(read) if f.evidence and f.evidence.address in near and _version(f, read)
    )


def _counts(read: Reading) -> Iterator[Finding]:
    """Figures of the question of which the abstract has another one for the same things."""
    if read.copied:
        yield from number_findings(read)
        return
    text = " ".join(source.text for source in read.sources)
    stated = [(other, source) for source in read.sources for other in quantities(source)]
    for mine in quantities(read.claim):
        figure = re.escape(read.claim.text[mine.start : mine.end])
        if re.search(rf"(?<![\w.]){figure}(?![\w.]*\d)", text, re.I) or mine.hedge:
            continue
        if mine.unit in ("year", "ordinal") or any(agrees(mine, other) for other, _ in stated):
            continue
        rivals = [(other, source) for other, source in stated if _rivals(mine, other, source, read)]
        shared = max((len(mine.near & other.near) for other, _ in rivals), default=0)
        best = [rival for rival in rivals if len(mine.near & rival[0].near) == shared]
        if best and (len({other.value for other, _ in best}) == 1 or len({s.address for _, s in best}) == 1):
            shown = read.claim.text[mine.start : mine.end]
            yield finding("number", f"{shown} is not what it says", mine.start, mine.end, best[0][1])


def _rivals(mine: Quantity, other: Quantity, source: Statement, read: Reading) -> bool:
    """Whether a stated figure is of the very thing that the question gives another figure for."""
    if mine.unit != other.unit:
        return False
    shared = mine.near & other.near
    alike = len(shared) > 1
    if not mine.unit:
        large = min(mine.value, other.value) >= _LARGE
        return bool(mine.nouns & other.nouns) or (large and alike)
    return bool(shared) and (alike or source.covers(read.claim) >= _SAME_SENTENCE)


def _version(found: Finding, read: Reading) -> bool:
    """Whether a name differs from the abstract's only in its version."""
    mine = read.claim.text[found.claim.start : found.claim.end]
    _, _, other = found.reason.partition("it names ")
    letters = [re.sub(r"[\W\d_]+", "", name).lower() for name in (mine, other)]
    return len(letters[0]) > 1 and letters[0] == letters[1]
