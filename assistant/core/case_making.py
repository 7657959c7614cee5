"""An answered question in, a case for the evaluation harness out: what a good answer to it must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from assistant.domain import Answer, CitedPaper, Filters

_THIRDS = ("first", "middle", "last")


def case_of(
    answer: Answer,
    history: Sequence[str],
    name: str,
    limits: Filters | None = None,
    *,
    words_filter: bool = True,
) -> Mapping[str, Any]:
    """The case as the harness reads it from a line of JSON; `name` makes its id unique.

    `limits` and `words_filter` are what was stated beside the question: the case asks under the same.

    The papers that the answer cites are required, and what it says without support is forbidden; where it
    abstained, abstaining is required. Facts are for the person to add. An id that begins with 'absent' is
    of a question that the abstracts do not answer.
    """
    titles = dict.fromkeys(source.paper.title for source in answer.sources)  # two papers may share one
    case: dict[str, Any] = {
        "id": f"{'absent' if answer.abstained else 'own'}-{name}",
        "kind": answer.kind,
        "question": answer.question,
        "titles": [] if answer.abstained else list(titles),
        "facts": [],
        "answerable": bool(answer.sources) and not answer.abstained,
        "note": "made of an answer in the app; add facts that an answer must state",
    }
    if case["answerable"] and answer.kind == "fact":
        case["position"] = _position(answer.sources)
    judged = zip(answer.sentences, answer.verdicts, strict=True)
    if forbidden := [[sentence.text] for sentence, verdict in judged if verdict.support == "unsupported"]:
        case["forbidden"] = forbidden
    if history:
        case["history"] = list(history)
    if limits:
        case["filters"] = _stated(limits)
    if not words_filter:
        case["words_filter"] = False
    return case


def _stated(limits: Filters) -> Mapping[str, Any]:
    """The conditions that restrict something."""
    values = {field.name: getattr(limits, field.name) for field in fields(limits)}
    return {name: value for name, value in values.items() if value != getattr(Filters(), name)}


def _position(sources: Sequence[CitedPaper]) -> str:
    """The third of its abstract in which the first cited passage begins."""
    for source in sources:
        for passage in source.passages:
            return _THIRDS[min(2, 3 * passage.start // max(1, len(source.paper.abstract)))]
    return "first"
