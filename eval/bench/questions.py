"""Nothing in, questions for timing out: of fact, comparison and list, spread over the suites."""

from __future__ import annotations

from eval.cases import load_cases

WARM = 40
"""Questions asked of a running engine."""


def warm_questions(number: int = WARM) -> list[str]:
    """So many questions, always the same; over other papers than the sample they time refusals too."""
    asked = [case.question for case in load_cases() if case.kind in ("fact", "compare", "list")]
    return asked[:: max(1, len(asked) // number)][:number]
