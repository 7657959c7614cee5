"""A name and a text in, a file out; in the user's folder nothing that exists is replaced."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from assistant.errors import StoreError


def add_line(folder: Path, name: str, line: str) -> str:
    """Path of the file that now ends with this line; raises StoreError."""
    path = folder / name
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
    except OSError as error:
        remedy = "start in a folder that can be written to"
        raise StoreError(f"{name} was not saved", why=str(error), remedy=remedy) from error
    return str(path)


def save_over(path: Path, text: str) -> str:
    """The path, whose file now holds this text alone, for its owner's eyes; raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise StoreError(f"{path.name} was not saved", why=str(error), remedy="make room for it") from error
    return str(path)


def save_new(folder: Path, name: str, text: str) -> str:
    """Path of the file that now holds the text; where the name is taken, 'name-2.md' and so on.

    Raises StoreError.
    """
    wanted = folder / name
    for number in count(1):
        path = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        try:
            # As it is: CSV ends its lines itself.
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except FileExistsError:
            continue
        except (OSError, ValueError) as error:
            raise StoreError(
                f"{name} was not saved", why=str(error), remedy="start in a folder that can be written to"
            ) from error
        return str(path)
    raise AssertionError("unreachable")
