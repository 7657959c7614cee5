"""A path in, its SQLite file out: opened (`library`), or what is left of a damaged one (`salvage`)."""

from __future__ import annotations

from assistant.adapters.library_sqlite.library import Library
from assistant.adapters.library_sqlite.schema import MIGRATIONS

__all__ = ["MIGRATIONS", "Library"]
