"""CSV or TSV with a header in, a record per row out; separators are comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.records import identifier, make_record, parse_date, split_authors
from assistant.domain import Document, Place, Problem, Record

_SEPARATORS = ",;\t|"
MAX_CELL = 1_000_000
"""Characters; a longer cell comes from a quote that is never closed."""

_COLUMNS = {
    "title": ("title", "primary_title", "article_title", "document_title", "paper_title", "ti", "t1"),
    "abstract": ("abstract", "notes_abstract", "abstract_note", "abstract_text", "summary", "ab", "n2"),
    "authors": ("author_full_names", "authors", "author", "author_s", "author_names", "first_authors", "au"),
    "author_count": ("author_count", "number_of_authors"),
    "organisation": ("organisation", "organization", "institution"),
    "published": (
        "published", "publication_date", "pub_date", "date_published", "date", "created",
        "year", "publication_year", "pub_year", "py",
    ),
    "venue": (
        "venue", "journal", "source_title", "publication_title", "journal_name", "journal_title",
        "journal_book", "booktitle", "book_title", "conference", "secondary_title",
    ),
    "url": ("url", "urls", "link", "article_url", "pdf_link"),
    "doi": ("doi", "doi_link"),
    "arxiv": ("arxiv_id", "arxiv", "arxiv_number", "eprint"),
    "pmid": ("pmid", "pubmed_id"),
    "s2": ("corpus_id", "corpusid", "s2_id", "semantic_scholar_id"),
    "acl": ("acl_id", "anthology_id"),
    "openreview": ("openreview_id", "forum"),
}  # fmt: skip
"""Names of the columns of each field, the preferred first; written as `_column` writes them."""


class TableReader:
    """Tables of papers, with column names as of Zotero, Scopus, Web of Science, PubMed or ASReview."""

    format = "table"

    def recognises(self, document: Document) -> bool:
        """By a first line that names a column of titles and another one known."""
        header = _header(_first_line(document.text))
        return header is not None and len(header.fields) > 1

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """A record per row, at the line where the row starts; a row of another width is a Problem."""
        header = _header(_first_line(document.text))
        if header is None:
            message = "has no header line with a column 'title'; add one, or give the file another format"
            yield Problem(Place(document.name, 1), "rejected", message)
            return
        for row in _rows(document.text, header):
            place = Place(document.name, row.line)
            yield Problem(place, "rejected", row.error) if row.error else _record(place, header, row.cells)


@dataclass(frozen=True, slots=True)
class _Header:
    separator: str
    width: int
    fields: dict[str, tuple[int, ...]]
    """Columns of each field, the preferred first."""


def _first_line(text: str) -> str:
    return text.lstrip("\n").split("\n", 1)[0][:10_000].replace("\r", " ")


def _header(line: str) -> _Header | None:
    """The separator that makes the most columns out of the line, one of them being the title."""
    headers = [_split_header(line, separator) for separator in _SEPARATORS]
    return max(
        (each for each in headers if "title" in each.fields), key=lambda each: each.width, default=None
    )


def _split_header(line: str, separator: str) -> _Header:
    columns = [_column(name) for name in next(csv.reader([line], delimiter=separator), [])]
    named = {
        field: [columns.index(name) for name in names if name in columns] for field, names in _COLUMNS.items()
    }
    return _Header(separator, len(columns), {field: tuple(at) for field, at in named.items() if at})


def _column(name: str) -> str:
    """'Author(s)' as 'author_s', 'Publication Year' as 'publication_year'."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


# ------------------------------------------------------------------ rows


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str] = ()
    error: str = ""


def _rows(text: str, header: _Header) -> Iterator[_Row]:
    """Rows below the header; blank lines are passed over.

    A quote left open swallows the rows behind it. Reading then resumes on the next line, and what is no
    row of the right width there is taken for the rest of the broken one.
    """
    csv.field_size_limit(MAX_CELL)  # of the whole process, but nothing else here reads CSV
    lines = text.split("\n")
    at = next((i for i, line in enumerate(lines) if line), 0) + 1
    resuming = False
    while at < len(lines):
        row, used = _row(lines, at, header)
        ill_quoted = used > 1 and not _is_well_quoted(lines[at : at + used], header)
        if ill_quoted and at + used >= len(lines):
            row = _Row(at + 1, error="leaves a quote open to the end of the file; close it, or double it")
        if row.cells or (row.error and not resuming):
            yield row
        if row.error and ill_quoted:
            resuming, used = True, 1
        elif row.cells:
            resuming = False
        at += used


def _row(lines: Sequence[str], at: int, header: _Header) -> tuple[_Row, int]:
    """The row that starts at line index `at`, without cells when blank, and how many lines it takes."""
    rest = (f"{lines[i]}\n" for i in range(at, len(lines)))
    reader = csv.reader(rest, delimiter=header.separator)
    try:
        cells = next(reader, [])
    except csv.Error as error:
        return _Row(at + 1, error=f"is no row of a table ({error}); check its quotes"), reader.line_num
    if cells and len(cells) != header.width:
        message = f"has {len(cells)} columns where the header has {header.width}; check separators and quotes"
        return _Row(at + 1, error=message), reader.line_num
    return _Row(at + 1, cells), reader.line_num


def _is_well_quoted(lines: Sequence[str], header: _Header) -> bool:
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=header.separator, strict=True)
    try:
        return len(list(rows)) == 1
    except csv.Error:
        return False


# ------------------------------------------------------------------ cells into records


def _record(place: Place, header: _Header, cells: Sequence[str]) -> Record | Problem:
    def cell(field: str) -> str:
        return next((cells[i] for i in header.fields.get(field, ()) if cells[i].strip()), "")

    count = cell("author_count").strip()
    return make_record(
        place,
        TableReader.format,
        title=cell("title"),
        abstract=cell("abstract"),
        authors=split_authors(cell("authors")),
        author_count=int(count) if count.isdecimal() and len(count) < 7 else None,
        organisation=cell("organisation"),
        published=parse_date(cell("published")),
        venue=cell("venue"),
        url=cell("url"),
        identifiers=[identifier(scheme, cell(scheme)) for scheme in _SCHEMES],
        markup=True,
    )


_SCHEMES = ("doi", "arxiv", "pmid", "s2", "acl", "openreview")
