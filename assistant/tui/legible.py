"""Any text in, text that a terminal shows without being steered by it out."""

from __future__ import annotations

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_C1_CONTROLS = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
# Zero-width and direction-changing characters move what follows them; the joiner U+200D stays, since
# emoji and Indic scripts are spelled with it.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_TABLE: dict[int, int | None] = {
    **_CONTROLS,
    **_C1_CONTROLS,
    **_SURROGATES,
    **_INVISIBLE,
    ord("\t"): ord(" "),
    ord("\n"): ord("\n"),
    ord("\u2028"): ord("\n"),
    ord("\u2029"): ord("\n"),
}


def legible(text: str) -> str:
    """The text with control characters as pictures (ESC becomes ␛) and direction overrides removed."""
    return text.replace("\r\n", "\n").translate(_TABLE)


def one_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return " ".join(legible(text).split())
