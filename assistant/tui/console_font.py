"""Lines of the screen in, the same in characters that a PC's console can draw out.

A console's font has 256 glyphs. Those kept here stand both in the kernel's own font (code page 437) and in
the one that Debian loads (Lat15): Latin letters, light lines, blocks, arrows and triangles. Other letters
stay, for a console may have been given their font.
"""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_LAST_LATIN = 0xFF
_LIKE = {
    "✓": "+",
    "✗": "×",
    "❯": ">",
    "▶": "»",
    "●": "•",
    "…": ".",
    "⏎": "┘",
    "␣": "_",
    "␛": "^",
    "–": "-",
    "—": "-",
    "−": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "╭": "┌",
    "╮": "┐",
    "╰": "└",
    "╯": "┘",
    "🔎": "> ",
}
_SIMILAR = {"│": "▌▐▍▎▏▊▋▉▕┃", "─": "━▔▁▀▄╸╺", " ": "▂▃▅▆▇"}
"""Borders, and the ends of scroll bars, which are drawn by their background."""
_KEPT = "─│┌┐└┘├┤┬┴┼═║█░▒▓■▲▼•←→↑↓≈≡≥≤∞"


class _Drawable(dict[int, str]):
    """For `str.translate`: every character with what is drawn in its place, as wide as it is."""

    def __missing__(self, code: int) -> str:
        """Find out once."""
        self[code] = drawn = _drawn(chr(code))
        return drawn


def _drawn(character: str) -> str:
    if ord(character) <= _LAST_LATIN or character in _KEPT:
        return character
    if character.isalpha() and cell_len(character):
        return character
    # The marks that some letters are composed with would take a cell of their own.
    return "?" * cell_len(character)


_TABLE = _Drawable({ord(character): like for character, like in _LIKE.items()})
_TABLE.update({ord(character): like for like, several in _SIMILAR.items() for character in several})


def drawable(text: str) -> str:
    """The text in characters of a console's font, as wide as before."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_TABLE)


class ConsoleFont(LineFilter):
    """Draws the whole screen so."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in other characters."""
        return [Segment(drawable(text), style, control) for text, style, control in segments]
