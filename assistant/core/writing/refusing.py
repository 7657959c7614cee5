"""A model's sentence in, out whether it says that the abstracts don't tell: the answer, or one thing."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from assistant.core.silence import CANNOT_TELL

_CONTRACTED = re.compile(r"\b(does|do|did|could|can|is|are)(?:n['’]?t|['’]t|not)\b", re.I)
_FILLERS = re.compile(
    r"\b(the|these|those|this|that|it|provided|given|available|numbered|any|of|me|us|you|"
    r"i am|i m|sorry|but|unfortunately|question|answer to|information)\b"
)
_SAYING = r"(?:tell|say|state|mention|report|specify|give|provide|contain|discuss|describe|address|answer)s?"
_SOURCES = r"(?:abstracts?|evidence|papers?|passages?|excerpts?|sources?|texts?|statements?)"
_REFUSAL = re.compile(rf"{_SOURCES} (?:do|does|did|can|could) not {_SAYING}")
_ABSENCE = re.compile(
    rf"(?:(?:the|these|provided|given|numbered) )+{_SOURCES} (?:do|does|did|can|could) not {_SAYING}\b.*"
    rf"|(?:none|neither) of (?:the|these) (?:(?:provided|given|numbered) )?{_SOURCES} {_SAYING}\b.*",
    re.I,
)
_TURN = re.compile(r"\b(but|however|although|though|instead|only|while|whereas|except|yet|that)\b|;|\d", re.I)
_NEAR = 92.0
"""Similarity (of 100) to the agreed sentence from which a sentence is that sentence."""


def refuses(sentence: str) -> bool:
    """Whether the whole sentence is CANNOT_TELL, give or take case, quotes, punctuation and a few words."""
    plain = _plain(sentence)
    return bool(_REFUSAL.fullmatch(plain)) or fuzz.ratio(plain, _plain(CANNOT_TELL)) >= _NEAR


def tells_absence(sentence: str) -> bool:
    """Whether it only says that the abstracts don't tell one thing: no figure, no 'but', nothing claimed."""
    spoken = _expanded(sentence).strip("\"'“”‘’*_. ")
    return bool(_ABSENCE.fullmatch(spoken)) and not _TURN.search(spoken)


def _plain(sentence: str) -> str:
    words = re.findall(r"[a-z]+", _expanded(sentence).lower())
    return " ".join(_FILLERS.sub("", " ".join(words)).split())


def _expanded(sentence: str) -> str:
    """'don't' and 'cannot' as two words."""
    return _CONTRACTED.sub(r"\1 not", sentence)
