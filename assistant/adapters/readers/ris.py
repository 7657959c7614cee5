"""An RIS file (EndNote, Zotero, Scopus and most publishers export it) in, a record per reference out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import rispy

from assistant.core.records import identifier, make_record, parse_date, reading_order
from assistant.domain import Document, Place, Problem, Record

_START = re.compile(r"^TY  -", re.M)
_END = re.compile(r"^ER  -", re.M)

_TITLES = ("title", "primary_title", "translated_title", "short_title")
_ABSTRACTS = ("abstract", "notes_abstract")
_AUTHORS = ("authors", "first_authors")
_VENUES = ("journal_name", "alternate_title3", "secondary_title", "alternate_title2")
_DATES = ("date", "publication_year", "year")


class RisReader:
    """RIS references, from 'TY' to 'ER'."""

    format = "ris"

    def recognises(self, document: Document) -> bool:
        """By a line that opens a reference, in a text that is neither XML nor JSON."""
        text = document.text
        return text.lstrip()[:1] not in ("<", "{", "[", "@") and _START.search(text) is not None

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """The references in order; one without its closing line becomes a Problem."""
        text = document.text
        line = 1
        counted = 0
        cuts = [*(start.start() for start in _START.finditer(text)), len(text)]
        for start, end in pairwise(cuts):
            line += text.count("\n", counted, start)
            counted = start
            yield self._reference(Place(document.name, line), text[start:end])

    def _reference(self, place: Place, text: str) -> Record | Problem:
        closed = _END.search(text)
        if closed is None:
            message = "is a reference without its closing line 'ER  - '; add it, or export the file again"
            return Problem(place, "rejected", message)
        parsed = rispy.loads(text[: closed.start()] + "ER  - ", skip_unknown_tags=True)
        reference: dict[str, str | list[str]] = parsed[0]
        authors = next((reference[key] for key in _AUTHORS if reference.get(key)), [])
        return make_record(
            place,
            self.format,
            title=_text(reference, *_TITLES),
            abstract=_text(reference, *_ABSTRACTS),
            authors=map(reading_order, authors),
            published=_published(reference),
            venue=_text(reference, *_VENUES),
            url=_text(reference, "urls"),
            identifiers=_identifiers(reference),
            markup=True,
        )


def _text(reference: dict[str, str | list[str]], *keys: str) -> str:
    values = (reference.get(key, "") for key in keys)
    return next((v if isinstance(v, str) else " ".join(v) for v in values if v), "")


def _published(reference: dict[str, str | list[str]]) -> str:
    """The most exact of the dates: 'DA' may be full while 'PY' is a year, and the other way round."""
    return max((parse_date(_text(reference, key)) for key in _DATES), key=len)


def _identifiers(reference: dict[str, str | list[str]]) -> set[str]:
    archive = _text(reference, "name_of_database").casefold()
    number = _text(reference, "accession_number")
    return {
        identifier("doi", _text(reference, "doi")),
        identifier("pmid", number) if archive in ("pubmed", "medline") else "",
        identifier("arxiv", number) if archive == "arxiv" or "arxiv" in number.casefold() else "",
    }
