"""`python -m assistant`: command line in, exit code out."""

from __future__ import annotations

import gc
import signal
import sys

YOUNG = 120_000
"""New objects before the garbage collector looks: the app's first frame makes fewer; by default it is 700."""


def main() -> int:
    """Run the command line of this process."""
    # Until the command line has its own way to stop, Ctrl-C ends the process without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(YOUNG, 20, 100)
    from assistant.cli.main import run

    try:
        return run()
    finally:
        # What a process holds at its end needs no search for cycles: half a second of an `ask`.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
