"""A text in, a file in the folder where the program was started, the clipboard or an editor with it out.

With `models` and `wiring` the place that chooses adapters; everything else is imported late.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.core.ports import Baselines


def export(name: str, text: str) -> str:
    """Path of a new file that holds the text; raises StoreError."""
    from assistant.adapters.exports import save_new

    return save_new(Path.cwd(), name, text)


def add_line(name: str, text: str) -> str:
    """Path of the file that now ends with this text as a line; raises StoreError."""
    from assistant.adapters.exports import add_line

    return add_line(Path.cwd(), name, text)


def clipboard(text: str) -> str:
    """The place that was seen to hold the text, or nothing."""
    from assistant.adapters.clipboard import copy

    return copy(text)


def keep_copy(text: str) -> str:
    """Path of the file that holds what was copied last; raises StoreError."""
    from assistant.adapters.exports import save_over
    from assistant.paths import last_copy

    return save_over(last_copy(), text)


def editor() -> Callable[[str], str]:
    """What lets a person edit a text; raises ConfigError where nothing can."""
    from assistant.adapters.text_editor import editor

    return editor()


def browse(address: str) -> bool:
    """Whether a browser was told to show the address."""
    from assistant.adapters.browser import browse

    return browse(address)


def evaluations() -> Baselines:
    """What was measured of the product, as far as its reports are there."""
    from assistant.adapters.eval_reports import EvalReports

    return EvalReports(Path(".eval"))
