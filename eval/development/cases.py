"""The development questions: JSON-lines files, one for each kind, in; frozen `DevCase` objects out.

A line, for example `{"id": "dev-follow-01", "kind": "follow", "history": ["What is LServe?"], "question":
"how much faster is decoding?", "titles": ["..."], "facts": [["2.1x"]]}`. Written by reading abstracts,
before any answer of the product to them was seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Literal, get_args

from pydantic import ConfigDict, TypeAdapter

from eval.cases import QUESTIONS, load_files, read_lines

DevKind = Literal[
    "compare", "follow", "metadata", "list", "filter", "premise", "language", "mangled", "unanswerable"
]
KINDS: tuple[DevKind, ...] = get_args(DevKind)
Half = Literal["seen", "held"]

DATA = Path(__file__).parents[1] / "data" / "development"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the words of a question ask of a paper; empty fields don't restrict, bounds are included."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    published_from: str = ""
    """ISO 8601, a whole day."""
    published_to: str = ""
    authors_from: int | None = None
    authors_to: int | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class DevCase:
    """One question, the questions asked before it, and what a good answer rests on."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    id: str
    kind: DevKind
    question: str
    history: tuple[str, ...] = ()
    """Earlier questions of the conversation, which are really asked first."""
    titles: tuple[str, ...] = ()
    """Gold papers by exact title; the complete set for lists, filters and metadata."""
    either: tuple[str, ...] = ()
    """Papers that a list may hold or leave out: they count neither way."""
    facts: tuple[tuple[str, ...], ...] = ()
    """What the answer must state; any alternative of an inner tuple counts."""
    filters: Bounds = field(default_factory=Bounds)
    asked: Literal["", "papers", "count", "published", "authors", "organisation"] = ""
    """What a metadata question asks for."""
    pick: Literal["", "earliest", "latest", "most_authors", "fewest_authors"] = ""
    """Which of the papers within the filters a metadata question wants."""
    twin: str = ""
    """Id of the clean question that a mangled one was made from; it has the same gold."""
    language: str = ""
    """ISO 639-1 code of a question that is not in English."""
    measured_as: DevKind | Literal["fact", ""] = ""
    """Kind of the clean twin, filled in by `with_gold_of`."""


_CASE = TypeAdapter(DevCase)


def load_development(folder: Path = DATA) -> tuple[DevCase, ...]:
    """Every case of every kind that has a file, in the order of KINDS; mangled ones have their twins' gold.

    Raises InputError that names file and line, see `eval.cases.load_cases`, and KeyError for an unknown twin.
    """
    found = [folder / f"{kind}.jsonl" for kind in KINDS if (folder / f"{kind}.jsonl").exists()]
    cases = [case for file in found for case in read_lines(file, _CASE, _contradiction)]
    clean = {case.id: case for case in (*cases, *plain_questions(folder))}
    return tuple(with_gold_of(clean[case.twin], case) if case.twin else case for case in cases)


def plain_questions(folder: Path = DATA) -> tuple[DevCase, ...]:
    """The fact questions that mangled ones may be made from: the main set's and the folder's `fact.jsonl`."""
    files = [QUESTIONS, *folder.glob("fact.jsonl")]
    return tuple(
        DevCase(case.id, "mangled", case.question, titles=case.titles, facts=case.facts, measured_as="fact")
        for case in load_files(files)
        if case.kind == "fact" and case.answerable
    )


def with_gold_of(clean: DevCase, mangled: DevCase) -> DevCase:
    """The mangled case with everything that its clean twin has but the words."""
    kind = clean.measured_as or clean.kind
    return replace(
        clean, id=mangled.id, kind="mangled", question=mangled.question, twin=clean.id, measured_as=kind
    )


def half(case: DevCase) -> Half:
    """Which half a case belongs to: by sha256 of its id, or of its twin's, so that both are in one."""
    return "held" if hashlib.sha256((case.twin or case.id).encode()).digest()[0] % 2 else "seen"


def _contradiction(case: DevCase) -> str:
    rules: Mapping[str, bool] = {
        "id does not tell the kind": case.id.startswith(f"dev-{case.kind}-"),
        "question is empty": bool(case.question.strip()) and all(case.history),
        "titles: an answerable case names papers, any other none": case.kind == "mangled"
        or case.asked == "count"
        or bool(case.titles) == (case.kind != "unanswerable"),
        "titles: a title is given twice": len({*case.titles, *case.either})
        == len(case.titles) + len(case.either),
        "facts: an alternative is empty": all(fact and all(fact) for fact in case.facts),
        "history: a follow-up has one": bool(case.history) or case.kind != "follow",
        "twin: a mangled case has one, any other none": bool(case.twin) == (case.kind == "mangled"),
        "asked: a metadata case has one, any other none": bool(case.asked) == (case.kind == "metadata"),
        "language: only for its kind": bool(case.language) == (case.kind == "language"),
        "measured_as is worked out": not case.measured_as,
    }
    return next((message for message, holds in rules.items() if not holds), "")
