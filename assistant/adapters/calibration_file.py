"""What probing a collection gave in, a JSON file beside its index out, and back."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.core.calibrating import Calibrated
from assistant.errors import StoreError

_CALIBRATED = TypeAdapter(Calibrated)


class CalibrationFile:
    """The port CalibrationStore; a file that can't be read, or is of another fit, counts as none.

    It can be made again.
    """

    def __init__(self, path: Path, fit: str = "") -> None:
        self._path = path
        self._fit = fit
        self._read: tuple[int, Calibrated] | None = None

    def load(self) -> Calibrated | None:
        """What the file holds; it is read again only when it has changed."""
        try:
            changed = self._path.stat().st_mtime_ns
            if self._read is None or self._read[0] != changed:
                self._read = changed, _CALIBRATED.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        return self._read[1] if self._read[1].fit == self._fit else None

    def save(self, found: Calibrated) -> None:
        """Replace the file at once, so that no reader sees half of it."""
        fresh = self._path.with_suffix(".tmp")
        try:
            with fresh.open("wb") as file:
                file.write(_CALIBRATED.dump_json(found) + b"\n")
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as error:
            raise StoreError(
                f"the calibration can't be written to {self._path}",
                why=str(error),
                remedy="make room or make the folder writable, then run `assistant eval probe`",
            ) from error
