"""A question and today's date in, the conditions on publication dates that its words state out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from assistant.core.understanding.abbreviating import SUBJECTS
from assistant.core.understanding.conditions import Condition
from assistant.core.understanding.periods import MONTH, PERIOD, YEAR, Period, day_after, day_before, period_of
from assistant.core.understanding.quantities import NUMBER, number_of
from assistant.core.understanding.vocabulary import AUXILIARIES, QUESTION_WORDS, content
from assistant.core.understanding.vocabulary import words as words_of
from assistant.domain import Filters

PAPERS = r"(?:papers?|works?|articles?|studies|study|publications?|preprints?|abstracts?|research|literature)"
_LATER = r"(?:or|and) (?:later|newer|after(?:wards?)?|onwards?)"
_EARLIER = r"(?:or|and) (?:earlier|older|before)"
_ON = (
    r"on(?=\W*$|[^\w\s]|\s+(?:that|which|who|whose|about|with|by|from|dealing|deal|using|use|and|or|is|are|was|were|do"
    r"|does|did|have|has|discuss\w*|address\w*|propos\w+|present\w*|introduc\w+|describ\w+|mention\w*|report\w*"
    r"|concern\w*|regarding|there|please)\b)"
)
"""'From 2024 on' lasts until today; in 'from 2024 on lamps' the word belongs to the subject."""
_TO_NOW = rf"(?:onwards?|{_ON}|and later|or later|up to now|to date|(?:till|until|to) (?:now|today))"
_PUBLISHED = (
    r"(?:(?:that |which )?(?:were |was |have been )?(?:published|written|released|appear(?:ed|ing)) )?"
)

Bounds = tuple[str, str]
"""First and last date, ISO 8601, inclusive; empty where the side is open."""

_RULES: tuple[tuple[str, Callable[[list[Period]], Bounds]], ...] = (
    (
        rf"(?:between|from|in|during|of)? ?(?:the years )?({PERIOD}) ?(?:and|to|until|till|through|"
        rf"[-–—]+) ?({PERIOD})",
        lambda p: (p[0].first, p[1].last),
    ),
    (
        rf"(?:between|from) ({MONTH}) ?(?:and|to|until|till|through|[-–—]+) ?({MONTH},? {YEAR})",
        lambda p: (p[0].first, p[1].last),
    ),
    (
        rf"(?:since|starting (?:in|from|with)|as of|beginning (?:in|with)) ({PERIOD})",
        lambda p: (p[0].first, ""),
    ),
    (rf"from ({PERIOD}) {_TO_NOW}", lambda p: (p[0].first, "")),
    (rf"(?:in |from )?({PERIOD}) (?:{_LATER}|onwards?)", lambda p: (p[0].first, "")),
    (rf"({YEAR})\+|(?:>=|≥) ?({YEAR})", lambda p: (p[0].first, "")),
    (rf"(?:<=|≤) ?({YEAR})", lambda p: ("", p[0].last)),
    (rf"> ?({YEAR})", lambda p: (_after(p[0]), "")),
    (rf"< ?({YEAR})", lambda p: ("", _before(p[0]))),
    (rf"(?:not|no) (?:before|earlier than|older than) ({PERIOD})", lambda p: (p[0].first, "")),
    (
        rf"(?:after|later than|(?:newer|younger) than|more recent(?:ly)? than) ({PERIOD})",
        lambda p: (_after(p[0]), ""),
    ),
    (rf"post-({YEAR})", lambda p: (_after(p[0]), "")),
    (rf"(?:before|prior to|earlier than|older than) ({PERIOD})", lambda p: ("", _before(p[0]))),
    (rf"pre-({YEAR})", lambda p: ("", _before(p[0]))),
    (rf"(?:until|till|up to|through|(?:by|before) the end of) ({PERIOD})", lambda p: ("", p[0].last)),
    (rf"(?:not|no) (?:after|later than|newer than) ({PERIOD})", lambda p: ("", p[0].last)),
    (rf"(?:in |from )?({PERIOD}) {_EARLIER}", lambda p: ("", p[0].last)),
    (
        rf"(?:in|on|during|within|of|from|throughout|dated|published) ({PERIOD})",
        lambda p: (p[0].first, p[0].last),
    ),
    (rf"({PERIOD})(?='s? {PAPERS}\b| {PAPERS}\b)", lambda p: (p[0].first, p[0].last)),
    (rf"(?:came |come )?out ({PERIOD})", lambda p: (p[0].first, p[0].last)),
    (r"((?:last|this) (?:year|month|spring|summer|autumn|fall|winter))", lambda p: (p[0].first, p[0].last)),
)
"""What a phrase demands of the date, from its periods; at each place the longest phrase counts."""

_A_PERIOD = re.compile(rf"{YEAR}|\b(?:last|previous|this|current) ", re.I)
"""Stands in every period: most questions have none, and need no rule."""
_BARE = re.compile(
    rf"\b{PAPERS} (?:dated? |years? )?(?P<when>{PERIOD})(?=\W*$|\W+(?:on|about|with|by)\b)", re.I
)
"""A period right behind the word for papers, as key words are typed: 'papers 2022'."""
_RECENT = re.compile(
    rf"\b{_PUBLISHED}(?:(?:in|over|during|within|from|of|for) )?"
    rf"(?:the (?:last|past|previous) (?:({NUMBER}|couple of) )?|(?:last|past|previous) ({NUMBER}) )"
    r"(years?|yrs?|months?|weeks?|days?|decade)\b",
    re.I,
)
_YEARS = re.compile(
    rf"(?<![\w-]){_PUBLISHED}(?:(?:in|during|of|from|dated|published) )?(?:the years? )?(?:either )?{YEAR}"
    rf"(?:(?:,? or (?:in )?|, ?(?:and )?| ?[/&] ?){YEAR}){{1,4}}(?![\w%-])",
    re.I,
)
_DECADE = re.compile(rf"\b{_PUBLISHED}(?:in|during|from|of|since) the ((?:19|20)\d0)s\b", re.I)

_GOES_ON = re.compile(
    r"\s*(?:$|[^\w\s$%]|(?:that|which|who|whose|on|about|and|or|do|does|did|is|are|was|were|have|has|"
    r"had|in|for|by|"
    r"with|from|to|how|what|when|where|why|the|an?|use|uses?|using|show|shows|report|reports|mention|"
    r"mentions|"
    r"discuss|discusses|discussing|deal|deals|dealing|address|addressing|describing|proposing|studying|"
    rf"introducing|presenting|concerning|regarding|there|we|you|only|please|published|written|{PAPERS})\b)",
    re.I,
)
"""What may follow a year that is one; another word makes it a number of things ('after 2000 steps')."""

_OF_CONTENT = re.compile(
    r"\b(?:benchmarks?|datasets?|data|corpus|corpora|challenges?|competitions?|elections?|census|"
    r"released|trained|"
    r"collected|held|gathered|recorded|created|founded|established|born|started|launched|tweets?|news|"
    r"reviews|"
    r"records|versions?|editions?|seasons?|pandemic|games|olympics|events?|tasks?|tracks?|campaigns?|"
    r"crisis|war|"
    r"wikipedia|snapshot|dump|imagenet|accuracy of|range|scaled?|lengths?|size|budget|context|tokens?|"
    r"score)\s*$",
    re.I,
)
_OF_A_NAME = re.compile(
    rf"\b(?!(?:[A-Z]{{2,}}s|(?:{'|'.join(SUBJECTS).upper()})s?)\s*\n)"
    r"\w*(?:[a-z][A-Z]|[A-Z]{2}|\d)[\w-]*\s*\n(?:from|of)\b"
)
"""A coined name with its own year: 'ImageNet-1K from 2012', but not 'LMs from 2012' nor 'QA from 2012'."""
_NEAR_PAPERS = re.compile(rf"\b{PAPERS}(?: \w+){{0,3}}\s*$", re.I)
_WEAK = re.compile(r"^(?:until|till|up to|through|of|(?=\d))", re.I)
"""Phrases that speak of dates only behind a word for papers; before a bare number they mean anything."""

_UP_TO = re.compile(r"(?:until|till|up to|through)\b", re.I)


def dated(text: str, today: str) -> list[Condition]:
    """Conditions on the date; phrases that count from today need `today` (ISO 8601), else a note tells so."""
    by_rules = _by_rules(text, today) if _A_PERIOD.search(text) else ()
    found = [*by_rules, *_either(text), *_bare(text, today), *_recent(text, today), *_decades(text)]
    return [condition for condition in found if _is_date(text, condition)]


@cache
def _patterns() -> list[tuple[re.Pattern[str], Callable[[list[Period]], Bounds]]]:
    """The rules to search with, made when a question first speaks of time (they take 55 ms)."""
    return [
        (re.compile(rf"(?<![\w-]){_PUBLISHED}{words}(?![\w%-])", re.I), bounds) for words, bounds in _RULES
    ]


def _by_rules(text: str, today: str) -> Iterator[Condition]:
    for pattern, bounds in _patterns():
        for match in pattern.finditer(text):
            periods = [period_of(words, today) for words in _whole(_told(match))]
            known = [period for period in periods if period]
            if len(known) == len(periods):
                yield Condition(match.start(), match.end(), to_filters(*bounds(known)))
            elif not today and all(period_of(words, "2000-01-01") for words in _whole(_told(match))):
                yield _unknown_today(match)


def _told(match: re.Match[str]) -> Sequence[str]:
    return [words for words in match.groups() if words]


def _either(text: str) -> Iterator[Condition]:
    """'In 2016 or 2017': the years from the first to the last, and a note when others lie between."""
    for match in _YEARS.finditer(text):
        years = sorted(set(map(int, re.findall(YEAR, match[0]))))
        apart = years[-1] - years[0] >= len(years)
        note = f"‘{match[0].strip()}’ was read as from {years[0]} to {years[-1]}." if apart else ""
        yield Condition(match.start(), match.end(), Filters(years[0], years[-1]), note)


def _bare(text: str, today: str) -> Iterator[Condition]:
    for match in _BARE.finditer(text):
        if period := period_of(match["when"], today):
            yield Condition(*match.span("when"), to_filters(period.first, period.last))


def _whole(words: Sequence[str]) -> Sequence[str]:
    """'March' of 'from March to June 2024' is in the year that the end names."""
    if len(words) == 2 and re.fullmatch(MONTH, words[0], re.I):
        return (f"{words[0]} {words[1][-4:]}", words[1])
    return words


def _recent(text: str, today: str) -> Iterator[Condition]:
    """'in the last two years': from this day two years ago on."""
    for match in _RECENT.finditer(text):
        count, unit = match[1] or match[2] or "1", match[3].lower().rstrip("s").replace("yr", "year")
        if unit == "decade":
            count, unit = "10", "year"
        number = 2 if count.lower() == "couple of" else number_of(count)
        if not today:
            yield _unknown_today(match)
        elif number:
            since = back(date.fromisoformat(today), number, unit)
            yield Condition(match.start(), match.end(), Filters(published_from=since.isoformat()))


def _decades(text: str) -> Iterator[Condition]:
    for match in _DECADE.finditer(text):
        first = int(match[1])
        last = None if "since" in match[0].lower() else first + 9
        yield Condition(match.start(), match.end(), Filters(year_from=first, year_to=last))


def _unknown_today(match: re.Match[str]) -> Condition:
    note = f"‘{match[0].strip()}’ counts from today's date, which is not given: it is no filter."
    return Condition(match.start(), match.end(), note=note)


def _is_date(text: str, condition: Condition) -> bool:
    """Whether a phrase that ends in a bare year tells when papers appeared, by its neighbours."""
    words, before, after = (
        text[condition.start : condition.end],
        text[: condition.start],
        text[condition.end :],
    )
    near = bool(_NEAR_PAPERS.search(before)) or bool(re.match(rf"'?s? ?{PAPERS}\b", after.strip(), re.I))
    if not re.search(rf"{YEAR}$", words):
        return near or not _OF_CONTENT.search(before)
    if re.match(r"\d", words) and re.search(
        r"\b(?:on|over|than|about|with|of|from|read|some)\s*$", before, re.I
    ):
        return False
    if re.match(rf"on {YEAR}$", words, re.I):
        return False
    if _OF_A_NAME.search(f"{before}\n{words}") and not near:
        return False
    behind = near or not before.strip() or _ends_key_words(before, words, after)
    if _WEAK.search(words) and not behind and "-" not in words:
        return False
    return near or (bool(_GOES_ON.match(after)) and not _OF_CONTENT.search(before))


def _ends_key_words(before: str, words: str, after: str) -> bool:
    """Whether 'until 2019' is the end of a heap of key words, and so no number of things."""
    if not _UP_TO.match(words) or words.endswith("2000") or re.search(r"\w", after):
        return False
    return bool(content(before)) and (AUXILIARIES | QUESTION_WORDS).isdisjoint(words_of(before))


def to_filters(first: str, last: str) -> Filters:
    """Bounds as filters: whole years as years."""
    years = {"year_from": first, "year_to": last}
    whole = {name: int(value) for name, value in years.items() if len(value) == 4}
    exact = {"published_from": first, "published_to": last}
    rest = {name: value for name, value in exact.items() if len(value) > 4}
    return Filters(
        whole.get("year_from"),
        whole.get("year_to"),
        rest.get("published_from", ""),
        rest.get("published_to", ""),
    )


def back(day: date, number: int, unit: str) -> date:
    """The day `number` units (year, month, week, day) earlier; no later than a month's last day."""
    if unit in ("week", "day"):
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - number * (12 if unit == "year" else 1)
    year, month = max(1, months // 12), months % 12 + 1
    return next(date(year, month, d) for d in range(day.day, 0, -1) if _exists(year, month, d))


def _exists(year: int, month: int, day: int) -> bool:
    return day <= 28 or (date(year, month, 28) + timedelta(days=day - 28)).month == month


def _after(period: Period) -> str:
    return day_after(period.last)


def _before(period: Period) -> str:
    return day_before(period.first)
