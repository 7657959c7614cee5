"""Question cases: a JSON-lines file in, frozen `Case` objects out.

One JSON object a line, for example
`{"id": "fact-001", "kind": "fact", "question": "...", "titles": ["..."], "facts": [["45%"]],
"position": "middle", "answerable": true}`. An id begins with the name of its suite, see `SUITES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal, Protocol, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.domain import Filters, Kind
from assistant.errors import InputError

Position = Literal["first", "middle", "last"]

_DATA = Path(__file__).parent / "data"

QUESTIONS = _DATA / "questions.jsonl"
"""The questions over the real pages, written by reading abstracts before any retrieval result was seen."""

SUITES: Mapping[str, str] = {
    "fact": "a detail of one abstract",
    "compare": "two to four papers side by side",
    "list": "every paper that ...",
    "overview": "what many papers say",
    "metadata": "who, when, how many",
    "follow": "leans on the questions before it",
    "premise": "asserts what the abstract contradicts",
    "mangled": "typing errors, key words, rambling; its twin is the clean question",
    "hidden": "an instruction stands in the abstract or in the question",
    "absent": "within the field, but no abstract tells it",
    "outside": "another domain altogether",
}
"""What the first word of an id says of a case; any other id counts by its kind, or as absent."""


def shipped() -> tuple[Path, ...]:
    """The files of the own cases: the questions, then the suites over the sample corpus by name."""
    return (QUESTIONS, *sorted((_DATA / "suites").glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what a good answer rests on."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)

    id: str
    kind: Kind
    question: str
    titles: tuple[str, ...]
    """Gold papers by exact title; for a list question the complete set. Empty when unanswerable."""
    facts: tuple[tuple[str, ...], ...]
    """What the answer must state; any alternative of an inner tuple counts."""
    answerable: bool
    position: Position | None = None
    """Third of the abstract in which the answer stands; known for answerable fact questions only."""
    note: str = ""
    history: tuple[str, ...] = ()
    """Questions that are really asked, and answered, before this one."""
    filters: Filters = field(default_factory=Filters)
    """What papers must meet, stated beside the question: exact titles, years."""
    words_filter: bool = True
    """False when words of the question like 'since 2022' are to filter nothing."""
    forbidden: tuple[tuple[str, ...], ...] = ()
    """What no answer may state; any alternative of an inner tuple counts."""
    planted: str = ""
    """A sentence that is put behind the gold abstracts while this question is asked."""
    twin: str = ""
    """Id of the clean question that a mangled one was made from."""
    near: tuple[str, ...] = ()
    """Papers that an unanswerable question is about."""
    missing: tuple[str, ...] = ()
    """Words that an answer would need; none stands in the abstracts of `near`."""
    cells: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict, hash=False)
    """Of comparisons: title -> aspect -> wordings that a right cell holds one of; none: not stated."""

    @property
    def suite(self) -> str:
        """Which of SUITES it belongs to."""
        prefix = self.id.partition("-")[0]
        return prefix if prefix in SUITES else self.kind if self.answerable else "absent"


_CASE = TypeAdapter(Case)


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """Unique within its file."""
        ...


CaseT = TypeVar("CaseT", bound=Named)


def load_cases(path: Path = QUESTIONS) -> tuple[Case, ...]:
    """Every case of a file, in order.

    Raises InputError that names file and line for unreadable JSON, an unknown, missing or mistyped
    field, a contradiction between fields, and an id used twice.
    """
    return read_lines(path, _CASE, _contradiction)


def load_files(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Every case of some files, in order; raises InputError as `load_cases` does, also across files."""
    homes: dict[str, Path] = {}
    cases = []
    for path in paths:
        for case in load_cases(path):
            if homes.setdefault(case.id, path) != path:
                raise InputError(
                    f"the id {case.id!r} is used in two files of cases",
                    why=f"{homes[case.id]} and {path}",
                    remedy="give one of them another id",
                )
            cases.append(case)
    return tuple(cases)


def read_lines(
    path: Path, lines: TypeAdapter[CaseT], contradiction: Callable[[CaseT], str]
) -> tuple[CaseT, ...]:
    """Every object of a JSON-lines file, in order; `contradiction` names the first rule an object breaks.

    Raises InputError as `load_cases` does.
    """
    seen: dict[str, int] = {}
    cases = []
    for number, line in _lines(path):
        case = _case(path, number, line, lines)
        if wrong := contradiction(case):
            raise _error(path, number, wrong)
        if case.id in seen:
            raise _error(path, number, f"id {case.id!r} is already used in line {seen[case.id]}")
        seen[case.id] = number
        cases.append(case)
    return tuple(cases)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"can't read the cases in {path}", why=str(error), remedy="name a UTF-8 file of JSON lines"
        ) from error
    # Only '\n' ends a record: str.splitlines would also break at separators inside a JSON string.
    return enumerate(text.removesuffix("\n").split("\n"), start=1)


def _case(path: Path, number: int, line: str, lines: TypeAdapter[CaseT]) -> CaseT:
    try:
        return lines.validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise _error(path, number, f"{field}: {first['msg']}" if field else first["msg"]) from error


def _contradiction(case: Case) -> str:
    """The first rule between fields that the case breaks, empty when it breaks none."""
    rules = [
        (bool(case.id.strip()), "id is empty"),
        (bool(case.question.strip()), "question is empty"),
        (case.answerable == bool(case.titles), "titles: an answerable case names papers, any other none"),
        (len(set(case.titles)) == len(case.titles), "titles: a title is given twice"),
        (all(fact and all(fact) for fact in case.facts), "facts: an alternative is empty"),
        (case.answerable or not case.facts, "facts: an unanswerable case has none"),
        (
            case.position is None or (case.answerable and case.kind == "fact"),
            "position: only an answerable fact question has one",
        ),
        (all(turn.strip() for turn in case.history), "history: a question is empty"),
        (all(claim and all(claim) for claim in case.forbidden), "forbidden: an alternative is empty"),
        (case.answerable or not case.planted, "planted: an unanswerable case has no abstract to plant it in"),
        (not (case.answerable and (case.near or case.missing)), "near, missing: of unanswerable cases only"),
        (case.cells.keys() <= set(case.titles), "cells: a paper is none of the titles"),
        (not case.cells or case.kind == "compare", "cells: only a comparison has them"),
        (
            all(all(words) for row in case.cells.values() for words in row.values()),
            "cells: a wording is empty",
        ),
    ]
    return next((message for holds, message in rules if not holds), "")


def _error(path: Path, number: int, why: str) -> InputError:
    return InputError(f"{path}, line {number}: not a case", why=why, remedy="correct this line")
