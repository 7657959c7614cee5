"""Words in, whether they look invented and the ways to write them out."""

from __future__ import annotations

import re

from assistant.core.merge import title_key

PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""Parts of a coined word: Flash, Attention, 4."""


def forms(name: str) -> set[str]:
    """Normalised ways to write a name: 'flashattention 4', 'flashattention4', 'flash attention 4'."""
    found = {title_key(name)}
    if coined(name) and " " not in name:
        found |= {compact(name), title_key(" ".join(PART.findall(name)))}
    if re.search(r"\d\.\d", name):
        found |= forms(re.sub(r"(?<=\d)\.(?=\d)", "", name))
    return found - {""}


def compact(name: str) -> str:
    """The normalised name without spaces."""
    return title_key(name).replace(" ", "")


def is_slip(typed: str, name: str) -> bool:
    """Whether letters after the first were left out, doubled or swapped, and none is another one."""
    return typed[0] == name[0] and (len(typed) != len(name) or sorted(typed) == sorted(name))


def digits(text: str) -> str:
    """The digits of a text in a row."""
    return "".join(filter(str.isdigit, text))


def coined(word: str) -> bool:
    """Whether a word looks invented: capitals inside (FlashAttention, MoA, OAT) or letters with digits."""
    tail = word[1:]
    if " " in word or (tail.islower() and tail.isalpha()):
        return False
    return any(map(str.isupper, tail)) or letters_and_digits(word)


def letters_and_digits(word: str) -> bool:
    """Whether a word has both, as an invented one has."""
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))
