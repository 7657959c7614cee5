"""An error of ours in, three lines on stderr out: what, why, and what to do."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from assistant.errors import AssistantError


def explain(error: AssistantError) -> None:
    """Print an error on stderr: what, why and what to do, a line each."""
    for label, text in (("error:", error.what), ("  why:", error.why), ("  do: ", error.remedy)):
        if text:
            print(label, _one_line(text), file=sys.stderr)


def explain_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Print what nobody foresaw in the same form: for `sys.excepthook`."""
    place = traceback.extract_tb(trace)[-1]
    explain(
        AssistantError(
            f"a fault of the program itself ({kind.__name__})",
            why=f"{fault} ({place.filename}:{place.lineno})",
            remedy="run the same command with --debug and report what it prints; nothing stored is lost",
        )
    )


def _one_line(text: str) -> str:
    """The text on one line, with what would steer a terminal written as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(text.split()))
