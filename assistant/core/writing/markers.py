"""A model's text in, cut anywhere; out, as it comes, the same text with citation markers as '[1] [3]'."""

from __future__ import annotations

import re

_SPACE = r"[^\S\n]*"
_NUMBER = r"\^?\d{1,3}"
MARKER = re.compile(
    rf"[\[【［]{_SPACE}(?:(?:abstracts?|papers?|sources?|refs?)\.?{_SPACE})?"
    rf"(?P<labels>{_NUMBER}(?:{_SPACE}(?:,|;|&|and|-|–){_SPACE}{_NUMBER})*){_SPACE}"
    r"(?:†[^\[\]【】［］\n]*)?[\]】］]",
    re.I,
)
"""A citation as models write it: [1], [1, 3], [1-3], [Paper 2], [^1], 【1†source】."""

_LONGEST = 40
"""Characters of the longest marker; a bracket that closes later is text."""

_OPENING = re.compile(r"[\[【［]")
_BOUND = re.compile(r"[\[\]【】［］\n]")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*\^?(\d+)")
_WIDEST_RANGE = 20


def labels_of(marker: re.Match[str]) -> tuple[int, ...]:
    """Labels of a marker in order; none for what is no marker: an interval from 0, a range backwards."""
    labels: list[int] = []
    for part in re.split(r"[,;&]|and", marker["labels"], flags=re.I):
        bounds = _RANGE.search(part)
        first, last = (int(bounds[1]), int(bounds[2])) if bounds else (int(part.strip(" ^\t\n")),) * 2
        if first < 1 or not first <= last <= first + _WIDEST_RANGE:
            return ()
        labels += range(first, last + 1)
    return tuple(dict.fromkeys(labels))


class MarkerStream:
    """Holds back an unfinished bracket; what it gives out does not depend on how the text was cut."""

    def __init__(self) -> None:
        self._held = ""
        self._last = ""

    def feed(self, text: str) -> str:
        """What can be given out after one more piece."""
        self._held += text
        return self._release(final=False)

    def end(self) -> str:
        """What was held back: a bracket that never closed is text."""
        return self._release(final=True)

    def _release(self, *, final: bool) -> str:
        out: list[str] = []
        while self._held:
            opening = _OPENING.search(self._held)
            if opening is None or opening.start() > 0:
                out.append(self._take(len(self._held) if opening is None else opening.start()))
                continue
            bound = _BOUND.search(self._held, 1, _LONGEST + 1)
            if bound is None and len(self._held) <= _LONGEST and not final:
                break
            marker = MARKER.match(self._held) if bound else None
            labels = labels_of(marker) if marker else ()
            out.append(self._mark(marker.end(), labels) if marker and labels else self._take(1))
        return "".join(out)

    def _take(self, length: int) -> str:
        taken, self._held = self._held[:length], self._held[length:]
        self._last = taken[-1]
        return taken

    def _mark(self, length: int, labels: tuple[int, ...]) -> str:
        """A marker, set off from the word or the marker before it."""
        apart = " " if self._last and not self._last.isspace() and self._last not in "([" else ""
        self._held, self._last = self._held[length:], "]"
        return apart + " ".join(f"[{label}]" for label in labels)
