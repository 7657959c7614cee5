"""Numbers in, charts as SVG elements out: no script, no font and no picture from elsewhere.

Colours come from the page's style sheet, so that a chart is readable on light and dark screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

WIDTH, HEIGHT = 360, 240
_LEFT, _TOP, _RIGHT, _BOTTOM = 58, 12, 12, 36


def curve(
    points: Sequence[tuple[float, float]],
    marks: Sequence[tuple[float, float, str]] = (),
    *,
    x: str,
    y: str,
    diagonal: bool = False,
) -> str:
    """A line through points in [0, 1] x [0, 1], with named marks beside it."""
    line = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in points)
    dots = "".join(
        f'<circle class="mark" cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="5"/>'
        f'<text class="label" x="{_x(a) + 8:.1f}" y="{_y(b) + 4:.1f}">{escape(name)}</text>'
        for a, b, name in marks
    )
    ideal = f'<path class="ideal" d="M{_x(0)},{_y(0)}L{_x(1)},{_y(1)}"/>' if diagonal else ""
    return _frame(f'{ideal}<polyline class="line" points="{line}"/>{dots}', x, y)


def dots(points: Sequence[tuple[float, float, int]], *, x: str, y: str) -> str:
    """Points in [0, 1] x [0, 1], larger for more members, beside the diagonal of what is ideal."""
    most = max((n for _, _, n in points), default=1)
    drawn = "".join(
        f'<circle class="mark" cx="{_x(a):.1f}" cy="{_y(b):.1f}" r="{3 + 9 * (n / most) ** 0.5:.1f}">'
        f"<title>{n} sentences: score {a:.2f}, true {b:.2f}</title></circle>"
        for a, b, n in points
    )
    return _frame(f'<path class="ideal" d="M{_x(0)},{_y(0)}L{_x(1)},{_y(1)}"/>{drawn}', x, y)


def bars(rows: Sequence[tuple[str, float, float, float, str]], *, width: int = 640) -> str:
    """A bar in [0, 1] for each (name, value, low, high, words), with its interval as a whisker."""
    step, left, right = 22, 190, 170
    room = width - left - right
    lines = []
    for place, (name, value, low, high, words) in enumerate(rows):
        top = place * step + 4
        lines.append(
            f'<text class="label" x="{left - 8}" y="{top + 12}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="rail" x="{left}" y="{top}" width="{room}" height="14"/>'
            f'<rect class="bar" x="{left}" y="{top}" width="{room * value:.1f}" height="14"/>'
            f'<path class="whisker" d="M{left + room * low:.1f},{top + 7}H{left + room * high:.1f}"/>'
            f'<text class="label" x="{left + room + 8}" y="{top + 12}">{escape(words)}</text>'
        )
    return _svg("".join(lines), width, len(rows) * step + 8)


def lines(series: Sequence[tuple[str, Sequence[float | None]]], *, x: str) -> str:
    """A line in [0, 1] for each named series over equal steps; a missing value is a gap."""
    count = max((len(values) for _, values in series), default=0)
    steps = [n / max(1, count - 1) for n in range(count)]
    drawn = []
    for number, (name, values) in enumerate(series):
        known = [(step, value) for step, value in zip(steps, values, strict=True) if value is not None]
        path = " ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in known)
        last = known[-1] if known else (0.0, 0.0)
        drawn.append(
            f'<polyline class="line series{number}" points="{path}"/>'
            f'<circle class="dot series{number}" cx="{_x(last[0]):.1f}" cy="{_y(last[1]):.1f}" r="3">'
            f"<title>{escape(name)}: {last[1]:.3f}</title></circle>"
        )
    return _frame("".join(drawn), x, "mean") + _legend([name for name, _ in series])


def _legend(names: Iterable[str]) -> str:
    keys = "".join(
        f'<li><svg width="14" height="10"><path class="line series{n}" d="M0,5H14"/></svg>{escape(name)}</li>'
        for n, name in enumerate(names)
    )
    return f'<ul class="legend">{keys}</ul>'


def _frame(inside: str, x: str, y: str) -> str:
    ticks = "".join(
        f'<path class="grid" d="M{_x(0)},{_y(t):.1f}H{_x(1)}"/>'
        f'<text class="label" x="{_LEFT - 6}" y="{_y(t) + 4:.1f}" text-anchor="end">{t:g}</text>'
        f'<text class="label" x="{_x(t):.1f}" y="{HEIGHT - _BOTTOM + 14}" text-anchor="middle">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    names = (
        f'<text class="label" x="{_x(0.5)}" y="{HEIGHT - 6}" text-anchor="middle">{escape(x)}</text>'
        f'<text class="label" x="12" y="{_y(0.5)}" text-anchor="middle" '
        f'transform="rotate(-90 12 {_y(0.5)})">{escape(y)}</text>'
    )
    return _svg(f"{ticks}{names}{inside}", WIDTH, HEIGHT)


def _svg(inside: str, width: int, height: int) -> str:
    return f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{inside}</svg>'


def _x(value: float) -> float:
    return _LEFT + value * (WIDTH - _LEFT - _RIGHT)


def _y(value: float) -> float:
    return HEIGHT - _BOTTOM - value * (HEIGHT - _TOP - _BOTTOM)
