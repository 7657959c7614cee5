"""A claim beside what it cites in, a finding for each number that does not stand there out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.numerals import numbered_alike
from assistant.core.grounding.quantities import Quantity, quantities
from assistant.core.grounding.reading import Reading, finding
from assistant.core.grounding.references import reference_marks
from assistant.domain import Finding

_NEAR = 0.06
"""How far, relatively, a figure called 'about', 'almost' or 'over' may be from the stated one."""
_NAMED = re.compile(r"[A-Z][A-Za-z]*[ -](?:\d[\w.]*[ -])?$")
_COUNTED = 12
"""Counts in words up to here may come from counting what is listed."""


class Stated(NamedTuple):
    """A quantity and the sentence that states it."""

    quantity: Quantity
    source: Statement


def number_findings(reading: Reading) -> Iterator[Finding]:
    """Numbers of the claim that the cited text lacks, states in another unit, or states of something else."""
    stated = [Stated(quantity, source) for source in reading.sources for quantity in quantities(source)]
    for claimed in _claimed(reading):
        agreeing = [other for other in stated if agrees(claimed, other.quantity)]
        found = (
            _misplaced(claimed, agreeing, stated, reading) if agreeing else _missing(claimed, stated, reading)
        )
        if found:
            yield found


def _claimed(reading: Reading) -> Iterator[Quantity]:
    """Quantities of the claim; those of reference marks only where it copies a sentence with its marks."""
    marks = () if reading.copied else reference_marks(reading.claim.plain)
    for quantity in quantities(reading.claim):
        if not any(mark.start <= quantity.start < mark.end for mark in marks):
            yield quantity


def agrees(claimed: Quantity, stated: Quantity) -> bool:
    """Whether a figure says what the stated one says, in whatever unit and rounding it admits to."""
    return any(
        _close(claimed, value, stated.step * (value / stated.value if stated.value else 1.0))
        for value in _values(claimed, stated)
    )


def _values(claimed: Quantity, stated: Quantity) -> Iterator[float]:
    """What the stated figure is worth in the unit of the claimed one; nothing when the units don't fit."""
    mine, other, value = claimed.unit, stated.unit, stated.value
    if mine == other or (mine == "year" and not other) or (other == "year" and not mine):
        yield value
    elif "" in (mine, other) and not _counts(claimed, stated):
        yield value / (stated.scale if other else 1.0) * (claimed.scale if mine else 1.0)
    if {mine, other} == {"%", ""} and not _counts(claimed, stated):
        yield value * (100.0 if mine == "%" else 0.01)
    if {mine, other} == {"%", "x"} and (claimed.words or stated.words):
        yield from _parts(mine, value)


def _parts(mine: str, value: float) -> Iterator[float]:
    """Halving is 50 %, and two times less; doubling is 100 % more."""
    if mine == "%" and value:
        yield from (100.0 / value, 100.0 * (value - 1))
    elif value:
        yield from (100.0 / value, 1 + value / 100.0)


def _counts(claimed: Quantity, stated: Quantity) -> bool:
    """Whether the one without unit counts things: '8 GPUs' is not '8 %'."""
    bare = claimed if not claimed.unit else stated
    return bool(bare.nouns) and bare.scale == 1


def _close(claimed: Quantity, value: float, step: float) -> bool:
    distance = abs(claimed.value - value)
    if distance <= 1e-9 * max(abs(value), 1e-12):
        return True
    if claimed.unit == "year" and claimed.step >= 10:
        return 0 <= value - claimed.value < claimed.step  # the 1970s
    near = distance <= max(_NEAR * abs(value), min(claimed.step, step) / 2)
    match claimed.hedge:
        case "about":
            return near
        case "below" | "at most":
            return near and claimed.value > value
        case "above":
            return near and claimed.value < value
    if claimed.words and claimed.unit == "%":
        return distance < 1.0  # a third is 33 %
    return _rounded(claimed, distance, step)


def _rounded(claimed: Quantity, distance: float, step: float) -> bool:
    """Whether the stated figure gives the claimed one with fewer digits, two at least: 85.4 % is 85 %."""
    fewer = claimed.step > 1.5 * step and abs(claimed.value) >= 10 * claimed.step * (1 - 1e-9)
    return fewer and not claimed.words and distance <= claimed.step / 2 * (1 + 1e-9)


# ------------------------------------------------------------------ what is said of one that does not fit


def _missing(claimed: Quantity, stated: Sequence[Stated], reading: Reading) -> Finding | None:
    shown = _shown(claimed, reading.claim)
    rival = _rival(claimed, stated)
    if claimed.words and not claimed.unit and claimed.value <= _COUNTED and rival is None:
        return None
    if _in_a_name(claimed, reading) or numbered_alike(claimed.start, claimed.end, reading):
        return None
    if other := next((s for s in stated if _same_figure(claimed, s.quantity)), None):
        says = _shown(other.quantity, other.source)
        reason = f"{shown} has another unit in the cited abstract; it says {says}"
        return finding("unit", reason, claimed.start, claimed.end, other.source)
    if rival:
        reason = f"{shown} is not in the cited abstract; it says {_shown(rival.quantity, rival.source)}"
        return finding("number", reason, claimed.start, claimed.end, rival.source)
    return finding("number", f"{shown} is not in the cited abstract", claimed.start, claimed.end)


def _misplaced(
    claimed: Quantity, agreeing: Sequence[Stated], stated: Sequence[Stated], reading: Reading
) -> Finding | None:
    """A number that stands there for something else: another one counts the same, or stands in its place."""
    other = _exchanged(claimed, reading) or _counted_otherwise(claimed, agreeing, stated)
    if other is None:
        return None
    shown, says = _shown(claimed, reading.claim), _shown(other.quantity, other.source)
    reason = f"{shown} stands in the cited abstract for something else; here it says {says}"
    return finding("number", reason, claimed.start, claimed.end, other.source)


def _exchanged(claimed: Quantity, reading: Reading) -> Stated | None:
    """What a copied sentence says in this place."""
    for edit in reading.edits:
        if any(claimed.start <= word.start < claimed.end for word in edit.added) and edit.removed:
            first, last = edit.removed[0].start, edit.removed[-1].end
            here = [q for q in quantities(edit.source) if first <= q.start < last]
            if here and not any(agrees(claimed, quantity) for quantity in here):
                return Stated(here[0], edit.source)
    return None


def _counted_otherwise(
    claimed: Quantity, agreeing: Sequence[Stated], stated: Sequence[Stated]
) -> Stated | None:
    """Another count of the same things, when none of the agreeing ones counts them."""
    if claimed.unit or not claimed.nouns:
        return None
    if any(not s.quantity.nouns or s.quantity.nouns & claimed.nouns for s in agreeing):
        return None
    return next((s for s in stated if _same_count(claimed, s.quantity)), None)


def _same_count(claimed: Quantity, other: Quantity) -> bool:
    return not claimed.unit and not other.unit and bool(claimed.nouns & other.nouns)


def _rival(claimed: Quantity, stated: Sequence[Stated]) -> Stated | None:
    """The stated quantity that this one most likely stands for: same unit or things counted, same company."""
    rivals = [
        s for s in stated if (s.quantity.unit == claimed.unit != "") or _same_count(claimed, s.quantity)
    ]
    return max(
        rivals,
        key=lambda s: (len(s.quantity.nouns & claimed.nouns), len(s.quantity.near & claimed.near)),
        default=None,
    )


def _same_figure(claimed: Quantity, other: Quantity) -> bool:
    same = claimed.value / claimed.scale == other.value / other.scale
    written_otherwise = (claimed.unit, claimed.scale) != (other.unit, other.scale)
    return same and written_otherwise and not (claimed.words or other.words)


def _in_a_name(claimed: Quantity, reading: Reading) -> bool:
    """Whether the text has the digits in a name: 50 in ResNet50, or Llama 2 7B written Llama-2-7B."""
    digits = f"{claimed.value / claimed.scale:g}"
    if claimed.unit:
        return False
    before = _NAMED.search(reading.claim.plain[: claimed.start])
    name = _squeezed(reading.claim.plain[before.start() : claimed.end]) if before else ""
    return any(
        (name and name in _squeezed(source.plain))
        or any(digits in word.form and word.form[0].isalpha() for word in source.words)
        for source in reading.sources
    )


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _shown(quantity: Quantity, statement: Statement) -> str:
    """The quantity as written, with the first word of what it counts."""
    text = statement.text[quantity.start : quantity.end].strip()
    if quantity.unit or not quantity.nouns:
        return text
    behind = [w for w in statement.words if w.start >= quantity.end][: len(quantity.nouns)]
    return statement.text[quantity.start : behind[-1].end].strip() if behind else text
