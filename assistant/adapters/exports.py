"""A name and a text in, a new file in the user's folder out; nothing that exists is replaced."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from assistant.errors import StoreError


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
