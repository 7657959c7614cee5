"""`python -m eval COMMAND`: what `assistant eval` does, in a checkout and without the product's command line.

Exit codes: 0 passed, 4 failed or not judged, 2 unusable input, 3 a server that may come back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from assistant.errors import AssistantError
from eval.command_line import common, declare


def main(arguments: Sequence[str]) -> int:
    """Run one command; an error that a person can act on goes to stderr, and its exit code is returned."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure and judge the assistant.")
    declare(parser, [common()])
    args = parser.parse_args(arguments)
    from eval.commands import perform

    try:
        return perform(args)
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
