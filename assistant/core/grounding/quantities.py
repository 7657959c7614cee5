"""A text in, the quantities it states out: value, unit, hedge, and what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.core.grounding.lexis import KEPT, Statement, Word


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated amount in the base unit of its kind, e.g. 0.25 's' for 250 ms.

    `step` is the place value of the last digit written (0.1 for 7.3); `nouns` are the stems right after
    it, what is counted; `near` the stems around it, what it belongs to.
    """

    value: float
    unit: str
    start: int
    end: int
    step: float = 1.0
    scale: float = 1.0
    """Base units in one of the written unit: 0.001 for ms."""
    hedge: str = ""
    words: bool = False
    """Written in words."""
    nouns: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


def _table(text: str) -> dict[str, tuple[str, float]]:
    """'unit factor: forms' by form."""
    rows = (row.partition(":") for row in text.strip().splitlines())
    return {
        form: (unit, float(factor))
        for head, _, forms in rows
        for unit, factor in [head.split()]
        for form in forms.split(",")
        for form in [form.strip()]
    }


UNITS = _table(
    """
    % 1: %, percent, per cent, pct
    points 1: percentage points, percentage point, percent points, % points, %p, pp, points, point, pts
    x 1: x, ×, times, -fold, fold, -times
    s 1e-9: ns, nanoseconds
    s 1e-6: us, µs, μs, microseconds
    s 1e-3: ms, milliseconds, millisecond
    s 1: s, sec, secs, seconds, second, -second
    s 60: min, mins, minutes, minute, -minute
    s 3600: h, hr, hrs, hours, hour, -hour
    s 86400: days, day, -day
    s 604800: weeks, week, wks, wk, -week
    s 2629800: months, month, -month
    s 31557600: years, year, yrs, yr, -year
    s 315576000: decades, decade
    byte 1e3: KB, kB, KiB
    byte 1e6: MB, MiB, megabytes
    byte 1e9: GB, GiB, gigabytes
    byte 1e12: TB, TiB, terabytes
    byte 1e15: PB
    bit 1: -bit, bits, bit
    hertz 1: Hz
    hertz 1e3: kHz
    hertz 1e6: MHz
    hertz 1e9: GHz
    dB 1: dB
    gram 1e-9: ng, nanograms
    gram 1e-6: µg, μg, ug, mcg, micrograms
    gram 1e-3: mg, milligrams, milligram
    gram 1: g, grams, gram
    gram 1e3: kg, kilograms, kilogram
    metre 1e-9: nm, nanometers, nanometres
    metre 1e-6: µm, μm, um, micrometers, micrometres, microns
    metre 1e-3: mm, millimeters, millimetres
    metre 1e-2: cm, centimeters, centimetres
    metre 1e3: km, kilometers, kilometres
    litre 1e-6: µl, μl, µL, μL, microliters, microlitres
    litre 1e-3: ml, mL, milliliters, millilitres
    mmHg 1: mmHg, mm Hg
    """
)
SCALES = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12} | {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_SMALL = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_ONES = {name: value for value, name in enumerate(re.findall(r"\w+", _SMALL), start=1)}
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {name: 10 * value for value, name in enumerate(re.findall(r"\w+", _ROUND), start=2)}
_FORMS = "|".join(sorted((re.escape(form) for form in UNITS), key=len, reverse=True))
_UNIT = re.compile(rf"(?:\s*(?P<tight>{_FORMS})|[\s-]+(?P<loose>{_FORMS}))(?![\w])")
_MAGNITUDE = "(?:hundred|thousand|million|billion|trillion)"
_SCALE = re.compile(rf"[KMBTk](?![\w/])|[\s-]+{_MAGNITUDE}s?\b|\s[KMB](?![\w-])")
_DIGITS = re.compile(
    r"(?<![\w.^])(?<![A-Za-z]-)(?<![A-Za-z]-\d-)(?<![A-Za-z]\d-)(?<!\d\.\d-)"
    r"(?:10\s*\^\s*-?\s*\d+"
    r"|(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})* 000(?![\d.])|\d+|(?=\.\d))(?:\.\d+|·(?!10\s*\^)\d+)?"
    r"(?:[eE][+-]?\d+)?(?:\s*[×x·]\s*10\s*\^\s*-?\s*\d+)?)"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_BETWEEN = re.compile(r"\s*-\s*|\s+(?:to|or|and)\s+")
_ONE, _TEN = "|".join(_ONES), "|".join(_TENS)
_WORDS = re.compile(rf"\b(?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_ONE})\b(?:[- ]{_MAGNITUDE}\b)?", re.I)
_OFTEN = r"(?! (?:daily|weekly|monthly|yearly|annually|(?:an?|per|each|every) (?:hour|day|week|month|year)))"
"""'Twice daily' multiplies nothing."""
_DOUBLED = rf"\btwice\b{_OFTEN}|\bdoubl(?:es|ed|ing)\b|\bdouble (?:the|that|its)\b|\btwo-?fold\b"
_MULTIPLES = (
    (re.compile(_DOUBLED, re.I), 2.0),
    (re.compile(r"\bthrice\b|\btripl(?:es|ed|ing)\b|\bthree-?fold\b", re.I), 3.0),
    (re.compile(r"\bquadrupl(?:es|ed|ing)\b|\bfour-?fold\b", re.I), 4.0),
    (re.compile(r"\b(?:an|one) order of magnitude\b", re.I), 10.0),
    (re.compile(r"\btwo orders of magnitude\b", re.I), 100.0),
    (re.compile(r"\bthree orders of magnitude\b", re.I), 1000.0),
)
_FRACTION = r"(?<![\w/.]){}/{}(?![\w/])"
_PARTS = (
    (re.compile(r"\bhalf\b(?!-)(?= (?:of|the|as|its|that|a)\b|[,.;]|$)|\bhalv(?:es|ed|ing)\b", re.I), 50.0),
    (re.compile(rf"\btwo[- ]thirds\b|{_FRACTION.format(2, 3)}", re.I), 200 / 3),
    (re.compile(rf"\b(?:one|a)[- ]third\b|{_FRACTION.format(1, 3)}", re.I), 100 / 3),
    (re.compile(rf"\bthree[- ]quarters\b|{_FRACTION.format(3, 4)}", re.I), 75.0),
    (re.compile(rf"\b(?:one|a)[- ]quarter\b|{_FRACTION.format(1, 4)}", re.I), 25.0),
)
_HALF_A = re.compile(r"\bhalf an? (hour|minute|day|year|decade|million|billion)\b", re.I)
_ONE_IN = re.compile(rf"\b(?:one|1) (?:in|out of)(?: every)? ({_ONE}|{_TEN}|\d+)\b(?![%.,]?\d)", re.I)
_AT_ONE_POINT = re.compile(r"\bat one point$", re.I)
_FACTOR = re.compile(r"\b(?:factor|factors) of\s*(?:about |around |approximately |up to |~)?$", re.I)
_HEDGES = (
    ("at most", r"up to|as much as|as many as|at most|no more than|maximum of|≤"),
    ("below", r"nearly|almost|close to|just under|less than|fewer than|under|below|<"),
    ("above", r"over|more than|at least|above|exceeding|greater than|>|≥|beyond"),
    ("about", r"about|approximately|around|roughly|some|~|≈|approx\.?|circa"),
)
_HEDGE = tuple(
    (name, re.compile(rf"(?:^|(?<=[\s(]))(?:{forms})\s*(?:a |an )?$", re.I)) for name, forms in _HEDGES
)
_AFTER = 3
_AROUND = 45
"""Characters to either side that tell what a number belongs to."""


@lru_cache(KEPT)
def quantities(statement: Statement) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order; digits within names (GPT-4, ResNet50) are no quantities."""
    found = [*_spelled(statement), *_written(statement.plain)]
    kept: list[Quantity] = []
    for item in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(_placed(item, statement) for item in _ranges(kept, statement.plain))


def figures(statement: Statement) -> tuple[Quantity, ...]:
    """The quantities that count or measure: years and ordinals left out."""
    return tuple(item for item in quantities(statement) if item.unit not in ("year", "ordinal"))


def _written(text: str) -> Iterator[Quantity]:
    for match in _DIGITS.finditer(text):
        scale, end = 1.0, match.end()
        if end < len(text) and text[end].isalpha() and not _suffixed(text, end):
            continue
        if scaled := _SCALE.match(text, end):
            scale, end = SCALES[re.sub(r"^[\s-]+", "", scaled[0]).removesuffix("s")], scaled.end()
        decade = re.fullmatch(r"(?:19|20)\d0", match[0]) and re.match(r"'?s\b", text[end:])
        unit, factor, end = ("year", 1.0, end) if decade else _unit(text, end)
        if _FACTOR.search(text[: match.start()]):
            unit, factor = "x", 1.0
        if not unit and scale == 1 and re.fullmatch(r"(?:19|20)\d\d", match[0]):
            unit = "year"
        value, step = _value(match[0])
        if decade:
            step = 100.0 if match[0].endswith("00") else 10.0
        scale *= factor
        yield Quantity(value * scale, unit, match.start(), end, step * scale, scale)


def _ranges(items: Sequence[Quantity], text: str) -> list[Quantity]:
    """The same quantities; the first number of '2-3x' has the unit and the scale of the second."""
    ranged = list(items)
    for place, (first, second) in enumerate(pairwise(items)):
        open_unit = not first.unit and first.scale == 1 and (second.unit or second.scale > 1)
        between = text[first.end : second.start]
        listed = between.strip() == "and" and not re.search(r"\bbetween\s*$", text[: first.start], re.I)
        if open_unit and _BETWEEN.fullmatch(between) and not listed:
            value, step = first.value * second.scale, first.step * second.scale
            ranged[place] = replace(first, value=value, unit=second.unit, step=step, scale=second.scale)
    return ranged


def _suffixed(text: str, end: int) -> bool:
    """Whether the letters right behind a number are a scale or a unit, not the rest of a name."""
    return bool(
        _SCALE.match(text, end) or _UNIT.match(text, end) or re.match(r"(?:st|nd|rd|th|s)\b", text[end:])
    )


def _unit(text: str, start: int) -> tuple[str, float, int]:
    """Unit, factor and end; no unit when none follows."""
    if ordinal := _ORDINAL.match(text, start):
        return "ordinal", 1.0, ordinal.end()
    match = _UNIT.match(text, start)
    if match is None:
        return "", 1.0, start
    unit, factor = UNITS[match["tight"] or match["loose"]]
    if unit in ("%", "points") and re.match(r"\s*(?:absolute|points?|pts)\b", text[match.end() :]):
        unit = "points"
    return unit, factor, match.end()


def _value(number: str) -> tuple[float, float]:
    """Value, and the place value of the last digit."""
    bare = re.sub(r"\s|(?<=\d),(?=\d)", "", number)
    bare = re.sub(r"[×x·]10\^", "e", re.sub(r"^10\^", "1e", bare)).replace("·", ".")
    head, mark, power = bare.lower().partition("e")
    exponent = 10.0 ** int(power) if mark else 1.0
    return float(head) * exponent, 10.0 ** -len(head.partition(".")[2]) * exponent


def _spelled(statement: Statement) -> Iterator[Quantity]:
    text = statement.plain
    for unit, patterns in (("x", _MULTIPLES), ("%", _PARTS)):
        for pattern, value in patterns:
            yield from (Quantity(value, unit, m.start(), m.end(), words=True) for m in pattern.finditer(text))
    for match in _ONE_IN.finditer(text):
        parts = _counted_out(match[1].lower())
        if 1 < parts <= 1000:
            yield Quantity(100 / parts, "%", match.start(), match.end(), words=True)
    for match in _HALF_A.finditer(text):
        unit, factor = UNITS.get(match[1].lower()) or ("", SCALES[match[1].lower()])
        yield Quantity(factor / 2, unit, match.start(), match.end(), factor / 2, factor, words=True)
    for match in _WORDS.finditer(text):
        value = 0.0
        for name in re.split(r"[- ]", match[0].lower()):
            value = value * SCALES[name] if name in SCALES else value + (_ONES.get(name) or _TENS[name])
        unit, factor, end = _unit(text, match.end())
        if _FACTOR.search(text[: match.start()]):
            unit = "x"
        if (value > 1 or unit) and not _AT_ONE_POINT.search(text[: match.end() + 6]):
            yield Quantity(value * factor, unit, match.start(), end, factor, factor, words=True)


def _counted_out(number: str) -> int:
    return int(number) if number.isdigit() else _ONES.get(number) or _TENS[number]


def _placed(item: Quantity, statement: Statement) -> Quantity:
    """The quantity with its hedge, what it counts and what stands around it."""
    before = statement.plain[max(0, item.start - 20) : item.start]
    hedge = next((name for name, pattern in _HEDGE if pattern.search(before)), "")
    around = statement.words
    first, last = item.start - _AROUND, item.end + _AROUND
    near = {
        w.stem for w in around if w.content and (first <= w.start < item.start or item.end <= w.start < last)
    }
    return replace(item, hedge=hedge, nouns=_counted(item, statement, around), near=frozenset(near))


def _counted(item: Quantity, statement: Statement, words: tuple[Word, ...]) -> frozenset[str]:
    """Stems of the words right behind, up to the first function word or mark."""
    nouns: list[str] = []
    last = item.end
    for word in words:
        if word.start < item.end:
            continue
        gap = statement.plain[last : word.start]
        if not word.content or len(nouns) == _AFTER or gap.strip(" -"):
            break
        nouns.append(word.stem)
        last = word.end
    return frozenset(nouns)
