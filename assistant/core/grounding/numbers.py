"""A sentence and the papers it cites in, the numbers that stand in none of them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.core.grounding.form import normalised
from assistant.domain import Paper

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def numbers_missing(text: str, cited: Sequence[Paper]) -> list[str]:
    """Numbers of the sentence that stand in no cited abstract or title."""
    stated = {n for paper in cited for n in _NUMBER.findall(normalised(f"{paper.title} {paper.abstract}"))}
    return [n for n in dict.fromkeys(_NUMBER.findall(normalised(text))) if n not in stated]
