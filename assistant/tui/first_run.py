"""Papers in, what a new user reads before the first question out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.domain import Paper
from assistant.tui.legible import one_line

_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What depends on how the app was started."""

    empty: str
    """How to fill an empty collection; may have several lines."""
    words_filter: bool = True
    """Whether words like 'since 2022' in a question filter papers."""
    goes_on: bool = False
    """Whether to begin with the conversation used last."""
    theme: str = "dark"
    """A name of `themes.THEMES`, for the first frame; what the settings say is read later."""
    console: bool = False
    """Whether it runs on a PC's console, with sixteen colours and a font of 256 glyphs."""


def example_questions(papers: Sequence[Paper]) -> list[str]:
    """At most three questions that this collection can answer, about papers with a short name."""
    names = list(islice((name for paper in papers if (name := _name(paper))), 4))
    examples = [f"What does {name} propose?" for name in names[:1]]
    if len(names) > 2:
        examples.append(f"How do {names[1]} and {names[2]} differ?")
    return examples + [f"What results does {name} report?" for name in names[3:]]


def _name(paper: Paper) -> str:
    """What stands before the colon of a title, if it reads like the name of a method."""
    head, colon, _ = one_line(paper.title).partition(":")
    coined = any(letter.isupper() for letter in head[1:]) or any(map(str.isdigit, head))
    fits = colon and paper.abstract and " " not in head and len(head) <= _LONGEST_NAME
    return head if fits and coined else ""
