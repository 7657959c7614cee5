"""An acronym and a text in, whether the text says what it stands for out."""

from __future__ import annotations

import re
from collections.abc import Collection

_GREEK = str.maketrans(
    {
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
        "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
        "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    }
)  # fmt: skip
_PREFIXED = re.compile(r"([a-z]{2,4})((?:RNA|DNA))s?")


def in_latin(text: str) -> str:
    """The text with Greek letters by name: IFN-γ is IFN-gamma."""
    return text.translate(_GREEK)


def without_greek(text: str) -> str:
    """The text without its Greek letters: what has TNFα names TNF."""
    return text.translate(dict.fromkeys(_GREEK, " "))


def defined(acronym: str, text: str) -> bool:
    """Whether the text gives the acronym in brackets behind words that have its letters in order.

    As in Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions, 2003.
    """
    place = re.search(rf"\({re.escape(acronym)}s?[);,]", text)
    letters = [letter.lower() for letter in acronym.removesuffix("s") if letter.isalnum()]
    if place is None or len(letters) < 2:
        return False
    phrase = re.split(r"[;:.,]\s", text[: place.start()])[-1]
    words = phrase.split()[-min(len(letters) + 5, 2 * len(letters)) :]
    return _has_in_order(letters, " ".join(words).lower())


def _has_in_order(letters: list[str], words: str) -> bool:
    """Letters from the last to the first, each before the one that follows it; the first begins a word."""
    place = len(words)
    for number, letter in reversed(list(enumerate(letters))):
        place = words.rfind(letter, 0, place)
        while number == 0 and place > 0 and words[place - 1].isalnum():
            place = words.rfind(letter, 0, place)
        if place < 0:
            return False
    return True


def prefixed(name: str, initials: str, words: Collection[str]) -> bool:
    """Whether a text has siRNA as small interfering RNA, or microRNA as miRNA.

    `initials` are those of its words in a row, `words` its words in lower case.
    """
    if name.lower().removesuffix("s") in ("mirna", "microrna"):
        return "mirna" in words or "microrna" in words
    parts = _PREFIXED.fullmatch(name)
    if parts is None or parts[2].lower() not in words:
        return False
    return f"{parts[1]}{parts[2][0].lower()}" in initials
