"""A paper in, what to call it beside others out."""

from __future__ import annotations

from assistant.domain import Paper

_LONGEST_NAME = 6
"""Words before the colon of a title that still read as a name."""


def short_name(paper: Paper) -> str:
    """What to call a paper beside others: what stands before the colon of its title if that is short."""
    head, colon, _ = paper.title.partition(":")
    return head.strip() if colon and len(head.split()) <= _LONGEST_NAME else paper.title
