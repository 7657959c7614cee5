"""The words that a comparison puts side by side in, where each of its parts stands out."""

from __future__ import annotations

import re

from assistant.domain import Span

_VERSUS = re.compile(r",?\s+(?:versus|vs\.?|as against|against that of|as opposed to)\s+", re.I)
_WITH = re.compile(r"\s+(?:with|against)\s+", re.I)
_SLASHES = re.compile(r"\s+/\s+")
_COMMAS = re.compile(r",\s+(?:and|or)\s+|,\s+|\s+(?:and|or)\s+", re.I)
_AND_THE = re.compile(r"\s+(?:and|or)\s+(?=the\b)", re.I)
_COMMAS_OR_THE = re.compile(rf",\s+(?:and\s+|or\s+)?|{_AND_THE.pattern}", re.I)
"""Between 'lamps, the sale of tin and the burning of oil and wax'."""
_JOINT = re.compile(r"\s+(?:and|or)\s+", re.I)
_ONES = re.compile(
    r",?\s+(?:and|or|with|to|against|from)\s+"
    r"(?=(?:the|that)\s+(?:ones?|papers?|work|study|article)\b|(?:that|those) of\b)",
    re.I,
)
_EACH_ONE = re.compile(
    r",?\s+(?:(?:and|or)\s+)?"
    r"(?=(?:the|that)\s+(?:one|paper|work|study|article) (?:that|which|on|about|of|with|for)\b)"
)
"""Before each of 'the paper on ..., the one that ... and the one with ...'."""
_PARALLEL = re.compile(
    r"\s+(?:and|or)\s+(?=(?:the|an?|that|those|on|about|one|ª)\b|ª)|\s+(?:and|or)\s+(?=[A-Z][\w-]*[A-Z\d])"
)
_GENERIC = re.compile(
    r"^(?:(?:the|all|these|those|different|existing|various|several|main|two|three|four|recent|how) )*"
    r"(?:approaches|methods|techniques|ways|strategies|works|models|papers|abstracts|studies|solutions)\b"
    r"(?! .*\b(?P<on>on|about|in|for|with)\b.* (?:and|or) (?P=on)\b)",
    re.I,
)
"""'The approaches to X' is a topic; 'the papers on X and on Y' are sides."""


def divided(text: str, region: Span, comparing: bool) -> list[Span]:
    """The coordinated parts of the region of a text; none when there is no telling where one ends.

    'Compare A with B' is joined by 'with', whatever stands in it; 'how do A with C and B differ' is not.
    """
    items = text[region.start : region.end]
    if joint := _sure_joint(items):
        return _cut(items, region.start, joint)
    if _GENERIC.search(items):
        return []
    if "," in items and len(_JOINT.findall(items)) > len(_AND_THE.findall(items)) == 1:
        return _cut(items, region.start, _COMMAS_OR_THE)
    if "," in items and _JOINT.search(items):
        return _cut(items, region.start, _COMMAS)
    if len(_WITH.findall(items)) == 1 and (comparing or not _JOINT.search(items)):
        return _cut(items, region.start, _WITH)
    if "," in items:
        return _cut(items, region.start, _COMMAS)
    if len(_JOINT.findall(items)) == 1:
        return _cut(items, region.start, _JOINT)
    return _cut(items, region.start, _PARALLEL) if len(_PARALLEL.findall(items)) == 1 else []


def _sure_joint(items: str) -> re.Pattern[str] | None:
    """What divides parts where nothing else can be meant."""
    if _VERSUS.search(items):
        return _VERSUS
    if _SLASHES.search(items) and not _JOINT.search(items):
        return _SLASHES
    if len(_EACH_ONE.findall(items)) > 1:
        return _EACH_ONE
    return _ONES if len(_ONES.findall(items)) == 1 else None


def _cut(items: str, offset: int, joint: re.Pattern[str]) -> list[Span]:
    starts = [0, *(match.end() for match in joint.finditer(items))]
    ends = [*(match.start() for match in joint.finditer(items)), len(items)]
    return [Span(offset + start, offset + end) for start, end in zip(starts, ends, strict=True)]
