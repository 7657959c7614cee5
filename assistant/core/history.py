"""JSON of earlier exchanges in, the turns of a history out: files, batch lines and saved sessions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.domain import SavedTurn, Turn
from assistant.errors import InputError

EXAMPLE = '{"question": "what is ...?", "answer": "... [1]", "papers": ["id of [1]"]}'
_REMEDY = f"each entry is what `assistant ask --json` prints, or like {EXAMPLE}"


def turns_of_text(text: str, name: str) -> tuple[Turn, ...]:
    """Turns of a JSON list or of JSON lines, in order; raises InputError with file and line."""
    if text.lstrip("\ufeff \t\r\n").startswith("["):
        return turns_of_list(_json(text.strip("\ufeff \t\r\n"), name), name)
    lines = ((f"{name}:{n}", line) for n, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1))
    return tuple(_turn(_json(line, place), place) for place, line in lines if line.strip())


def turns_of_list(values: object, place: str) -> tuple[Turn, ...]:
    """Turns of a list of entries; raises InputError that tells which entry is wrong."""
    if not isinstance(values, list):
        raise InputError(f"{place}: the history is not a list", why=f"it is {_kind(values)}", remedy=_REMEDY)
    return tuple(_turn(value, f"{place}: entry {n}") for n, value in enumerate(values, start=1))


def turns_of_session(saved: Iterable[SavedTurn]) -> tuple[Turn, ...]:
    """The turns of a session; one that was stopped has the answer's beginning and no papers."""
    return tuple(
        _turn(json.loads(turn.answer), f"session {turn.session}")
        if turn.answer
        else Turn(turn.question, turn.draft)
        for turn in saved
    )


def _turn(value: object, place: str) -> Turn:
    if not isinstance(value, dict):
        raise InputError(f"{place}: not a JSON object", why=f"it is {_kind(value)}", remedy=_REMEDY)
    question = _text(value, ("question",), place)
    if not question.strip():
        why = "'question' must be a text that is not empty"
        raise InputError(f"{place}: no question", why=why, remedy=_REMEDY)
    abstained = value.get("abstained") is True
    return Turn(
        question,
        _text(value, ("answer", "text"), place),
        _papers(value, abstained, place),
        _text(value, ("standalone",), place),
        abstained,
    )


def _papers(value: dict[str, Any], abstained: bool, place: str) -> tuple[str, ...]:
    """Paper ids, label N at N - 1; 'papers' are in this order, 'sources' state their label."""
    name = next((key for key in ("papers", "sources") if value.get(key)), "nearest" if abstained else "")
    listed = value.get(name) or []
    if not isinstance(listed, list):
        raise InputError(f"{place}: '{name}' is not a list", why=f"it is {_kind(listed)}", remedy=_REMEDY)
    labelled = dict(_labelled(listed, f"{place}: '{name}'"))
    return tuple(labelled.get(label, "") for label in range(1, max(labelled, default=0) + 1))


def _labelled(listed: list[Any], place: str) -> Iterator[tuple[int, str]]:
    for position, item in enumerate(listed, start=1):
        label, paper = position, item
        if isinstance(item, dict):
            label, paper = item.get("label", position), item.get("paper_id", item.get("id"))
        if not isinstance(paper, str) or type(label) is not int or not 0 < label <= _MOST_LABELS:
            why = f"entry {position} is no paper id, and no object with 'paper_id' and a 'label'"
            raise InputError(f"{place} can't be used", why=why, remedy=_REMEDY)
        yield label, paper


_MOST_LABELS = 10_000
"""Far more sources than any answer has: one wrong label shall not fill the memory."""


def _text(value: dict[str, Any], names: tuple[str, ...], place: str) -> str:
    found = next((value[name] for name in names if value.get(name) is not None), "")
    if isinstance(found, dict):  # an answer object in the place of its text
        found = found.get("text", "")
    if not isinstance(found, str):
        raise InputError(f"{place}: '{names[0]}' is no text", why=f"it is {_kind(found)}", remedy=_REMEDY)
    return found


def _json(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not JSON", why=str(error), remedy=_REMEDY) from error


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
