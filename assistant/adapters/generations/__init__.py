"""A building folder in, a published generation out; see `shelf` for the layout."""

from __future__ import annotations

from assistant.adapters.generations.shelf import Generations

__all__ = ["Generations"]
