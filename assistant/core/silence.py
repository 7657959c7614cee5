"""Nothing in, the words out that stand where the abstracts say nothing."""

from __future__ import annotations

from typing import Final

NOT_STATED: Final = "not stated in the abstract"
"""What stands where a paper's abstract says nothing; shared by answers, comparisons and checks."""

CANNOT_TELL: Final = "The abstracts don't tell."
"""The one sentence of an answer that has no evidence; shared by composer, prompts, checks and tests."""
