"""`python -m assistant`: command line in, exit code out."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process."""
    from assistant.cli.main import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
