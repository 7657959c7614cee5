"""What the prompt may offer while one types: choices in, that is all; the prompt shows and takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that may take the place of what was begun, with how it is shown."""

    text: str
    title: str
    told: str = ""
    sent: bool = False
    """True when taking it sends it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be meant by what stands from `start` to the cursor."""

    start: int
    choices: Sequence[Choice]
    hint: str = ""
