"""A file of JSON lines in, its objects with their line numbers out; a bad line fails alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from assistant.errors import InputError


def numbered_lines(file: str, example: str) -> list[tuple[int, bytes]]:
    """Lines that are not blank, undecoded, numbered from 1; - is stdin, `example` what a line looks like."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        remedy = "give a UTF-8 file of JSON lines, or - for stdin"
        raise InputError(f"{file} can't be read", why=str(error), remedy=remedy) from error
    if not content.strip():
        remedy = f"write one JSON object a line: {example}"
        raise InputError(f"{file} holds nothing", why="it is empty", remedy=remedy)
    return [(n, line) for n, line in enumerate(content.split(b"\n"), start=1) if line.strip()]


def entry(file: str, number: int, line: bytes, example: str) -> dict[str, Any]:
    """The object of one line; raises InputError with file and line."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise InputError(f"{file}:{number}: not a line of JSON in UTF-8", why=str(error)) from error
    if not isinstance(found, dict):
        raise InputError(f"{file}:{number}: not a JSON object", why=f"each line looks like {example}")
    return found
