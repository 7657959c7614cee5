"""Records of one paper in, one Paper out; and the rule that says which records are one paper."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.domain import Paper, Place, Record, Source

ABSTRACT_AGREEMENT = 0.3
"""Least share of the shorter abstract's content words found in the other. Over 3,000 random pairs of
distinct papers of one field the share stays below 0.3; revisions and digests of a paper lie above 0.45."""

TITLE_AGREEMENT = 0.5
"""Least share of the shorter title's words found in the other when only an identifier is shared."""

_COMPLEMENTED = ("authors", "author_count", "organisation", "venue", "url")


def title_key(title: str) -> str:
    """Title reduced to lower-case letters and digits with single spaces, for comparing."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(re.findall(r"[^\W_]+", folded))


def paper_id(record: Record) -> str:
    """Readable id of a new paper: three words of the title and a hash of the whole of it."""
    key = title_key(record.title)
    words = "-".join(re.findall(r"[a-z0-9]+", key)[:3])[:40]
    return "-".join(filter(None, (words, hashlib.sha256(key.encode()).hexdigest()[:8])))


def distinct_paper_id(record: Record) -> str:
    """Id of a paper whose title another paper already has: the rest of the record is hashed too."""
    content = repr((record.identifiers, record.abstract, record.authors))
    return f"{paper_id(record)}-{hashlib.sha256(content.encode()).hexdigest()[:6]}"


def same_paper(paper: Paper, record: Record) -> bool:
    """Whether a record speaks of a stored paper: by identifier, else by title with agreeing abstract.

    A shared identifier alone is not enough: a proceedings' DOI stands on every paper in it.
    """
    same_title = title_key(paper.title) == title_key(record.title)
    abstracts_agree = agreement(paper.abstract, record.abstract) >= ABSTRACT_AGREEMENT
    if set(paper.identifiers) & set(record.identifiers):
        near_title = agreement(paper.title, record.title, shortest=1) >= TITLE_AGREEMENT
        both = bool(paper.abstract and record.abstract)
        return same_title or near_title or (both and abstracts_agree)
    return same_title and abstracts_agree and not _conflicting(paper.identifiers, record.identifiers)


def agreement(one: str, other: str, shortest: int = 4) -> float:
    """Share of the smaller text's words (of at least `shortest` letters) in the other; 1 if one is empty."""
    a, b = (_words(text, shortest) for text in (one, other))
    if not a or not b:
        return 1.0
    return len(a & b) / min(len(a), len(b))


def unplaced(record: Record) -> Record:
    """The record without its line: equal for the same entry of the same file, wherever it stands in it."""
    return replace(record, place=Place(record.place.file, 0))


def fold(paper_id: str, records: Sequence[Record]) -> Paper:
    """The paper that these records (in the order they were read) make together.

    The last complete abstract wins and brings its title; every other field comes from the first
    record that states it; the date from the most exact statement; identifiers are joined.
    """
    lead = _lead(records)
    owner = {name: _first(records, name) for name in _COMPLEMENTED}
    owner["authors"] = max(records, key=lambda r: len(r.authors))
    owner["published"] = min(records, key=_date_rank)
    values = {name: getattr(record, name) for name, record in owner.items()}
    values["author_count"] = _author_count(values["authors"], values["author_count"])
    owner |= {"title": lead, "abstract": lead}
    return Paper(
        id=paper_id,
        title=lead.title,
        abstract=lead.abstract,
        date_inferred=owner["published"].date_inferred,
        identifiers=tuple(sorted({i for r in records for i in r.identifiers})),
        sources=tuple(_source(record, owner) for record in records),
        **values,
    )


def _words(text: str, shortest: int) -> set[str]:
    return {word for word in title_key(text).split() if len(word) >= shortest}


def _conflicting(one: Sequence[str], other: Sequence[str]) -> bool:
    """Two identifiers of one scheme that differ: two papers, unless another scheme agrees."""
    first = {i.split(":", 1)[0]: i for i in one}
    return any(first.get(i.split(":", 1)[0], i) != i for i in other)


def _lead(records: Sequence[Record]) -> Record:
    lead = records[0]
    for record in records[1:]:
        if record.abstract and not is_truncation(record.abstract, lead.abstract):
            lead = record
    return lead


def is_truncation(text: str, whole: str) -> bool:
    """Whether `text` is `whole`, or its beginning cut off (with or without an ellipsis)."""
    return title_key(whole).startswith(title_key(text)) and bool(whole)


def _first(records: Sequence[Record], name: str) -> Record:
    stated: Callable[[Record], bool] = lambda record: bool(getattr(record, name))  # noqa: E731
    return next(filter(stated, records), records[0])


def _author_count(authors: Sequence[str], stated: int | None) -> int | None:
    return max(len(authors), stated or 0) or None


def _date_rank(record: Record) -> tuple[bool, bool, int]:
    return (not record.published, record.date_inferred, -len(record.published))


def _source(record: Record, owner: dict[str, Record]) -> Source:
    supplied = (name for name, by in owner.items() if by is record and getattr(record, name))
    return Source(record.place, record.format, tuple(sorted(supplied)))
