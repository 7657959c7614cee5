"""Any text in, LaTeX that prints exactly this text, on one line, out."""

from __future__ import annotations

import re

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\{",
    "}": r"\}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\~^{}&%$#_]")
_SIGNS = {
    "≤": r"\leq",
    "≥": r"\geq",
    "≈": r"\approx",
    "≠": r"\neq",
    "→": r"\rightarrow",
    "∞": r"\infty",
    "∼": r"\sim",
    "−": "-",
}
"""Signs that abstracts hold and pdfLaTeX does not know; letters beyond Latin need LuaLaTeX or XeLaTeX."""


def escaped(text: str) -> str:
    """The text with everything that LaTeX would take for a command written out."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], " ".join(text.split()))


def typeset(text: str) -> str:
    """The same for the body of a document, where signs of mathematics need a formula around them."""
    return "".join(f"${_SIGNS[c]}$" if c in _SIGNS else c for c in escaped(text))
