"""A phrase in, the same as it stands at a sentence's start or inside one out."""

from __future__ import annotations


def capital(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Without a sentence's capital, unless the first word is a name."""
    first = text.split(" ", 1)[0]
    name = sum(map(str.isupper, first)) != 1 or first in ("I", "X", "Y")
    return text if name else text[:1].lower() + text[1:]
