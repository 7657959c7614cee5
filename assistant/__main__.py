"""`python -m assistant`: command line in, exit code out."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Run the command line of this process."""
    # Until the command line has its own way to stop, Ctrl-C ends the process without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from assistant.cli.main import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
