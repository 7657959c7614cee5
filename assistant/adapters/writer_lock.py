"""A lock file in, the right to write out: one writer at a time, across processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import StoreBusyError, StoreError


class FileWriterLock:
    """WriterLock over a file; the system frees it when the process ends, however it ends.

    While held, the file tells who holds it, for the message to others.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock; raises StoreBusyError at once when another has it, StoreError without rights."""
        lock = FileLock(self._path)
        self._acquire(lock)
        try:
            yield
        finally:
            lock.release()

    def _acquire(self, lock: FileLock) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
            self._path.write_text(f"process {os.getpid()} since {datetime.now():%Y-%m-%d %H:%M:%S}")
        except Timeout as error:
            raise StoreBusyError(
                "another process is writing to this library",
                why=f"{self._holder()} holds {self._path}",
                remedy="wait until it is done, or stop it; reading and asking go on meanwhile",
            ) from error
        except OSError as error:
            lock.release()
            raise StoreError(
                f"the library can't be written: no lock at {self._path}",
                why=error.strerror or str(error),
                remedy="make room or make the folder writable, or use another --data-dir",
            ) from error

    def _holder(self) -> str:
        return self._path.read_text().strip() or "a process that just started"
