"""Wanted keys and classes with bindings in, the names that no binding has out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.binding import Binding
from textual.dom import DOMNode


def unknown_keys(wanted: Iterable[str], classes: Iterable[type[DOMNode]]) -> list[str]:
    """Names that are no id of a binding of these classes, in order."""
    known = {name for each in classes for name in _names(each)}
    return [name for name in wanted if name not in known]


def _names(owner: type[DOMNode]) -> Iterator[str]:
    for binding in owner.BINDINGS:
        if isinstance(binding, Binding) and binding.id:
            yield binding.id
