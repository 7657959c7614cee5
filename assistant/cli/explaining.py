"""An error of ours in, three lines on stderr out: what, why, and what to do."""

from __future__ import annotations

import sys

from assistant.errors import AssistantError


def explain(error: AssistantError) -> None:
    """Print an error on stderr: what, why and what to do, a line each."""
    print(f"error: {error.what}", file=sys.stderr)
    if error.why:
        print(f"  why: {error.why}", file=sys.stderr)
    if error.remedy:
        print(f"  do:  {error.remedy}", file=sys.stderr)
