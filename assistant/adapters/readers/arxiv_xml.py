"""XML of arXiv in, records out: the Atom feed of its API, and OAI-PMH in arXiv, arXivRaw or Dublin Core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assistant.adapters.readers.xml_elements import Break, paper_elements
from assistant.core.records import (
    clean_text,
    identifier,
    make_record,
    parse_date,
    reading_order,
    split_authors,
)
from assistant.domain import Document, Place, Problem, Record

_HEAD = 4_000
_MARK = re.compile(r"http://www\.w3\.org/2005/Atom|http://www\.openarchives\.org/OAI/|http://arxiv\.org/OAI/")


class ArxivXmlReader:
    """Entries of arXiv's Atom feed, or records of its OAI-PMH interface."""

    format = "arxiv-xml"

    def recognises(self, document: Document) -> bool:
        """By the namespace of Atom or of OAI-PMH in the first tags."""
        head = document.text.lstrip()[:_HEAD]
        return head.startswith("<") and _MARK.search(head) is not None

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """The papers in order, up to where the XML breaks."""
        for found in paper_elements(document.text, ("entry", "record")):
            place = Place(document.name, found.line)
            if isinstance(found, Break):
                yield Problem(place, "rejected", found.message)
            elif found.element.tag == "entry":
                yield _entry(place, found.element)
            else:
                yield _oai_record(place, found.element)


def _entry(place: Place, entry: Element) -> Record | Problem:
    address = _text(entry, "id")
    if "/api/errors" in address:
        reason = clean_text(_text(entry, "summary")) or "no reason given"
        return Problem(place, "rejected", f"is an error of the arXiv API ({reason}); repeat the query")
    return make_record(
        place,
        ArxivXmlReader.format,
        title=_text(entry, "title"),
        abstract=_text(entry, "summary"),
        authors=[_text(author, "name") for author in entry.iterfind("author")],
        published=parse_date(_text(entry, "published") or _text(entry, "updated")),
        venue=_text(entry, "journal_ref"),
        url=address,
        identifiers=[identifier("arxiv", address), identifier("doi", _text(entry, "doi"))],
    )


def _oai_record(place: Place, record: Element) -> Record | Problem:
    header = record.find("header")
    if header is not None and header.get("status") == "deleted":
        return Problem(place, "rejected", "is marked as deleted by the archive; leave it out")
    held = record.find("metadata")
    metadata = record if held is None else next(iter(held), record)
    is_dublin_core = metadata.find("creator") is not None or metadata.find("description") is not None
    abstract, authors = (
        ("description", [reading_order(text) for text in _texts(metadata, "creator")])
        if is_dublin_core
        else ("abstract", _authors(metadata))
    )
    places = _texts(metadata, "identifier")
    number = _text(metadata, "id") or (_text(header, "identifier") if header is not None else "")
    return make_record(
        place,
        ArxivXmlReader.format,
        title=_text(metadata, "title"),
        abstract=_text(metadata, abstract),
        authors=authors,
        published=_published(metadata),
        venue=_text(metadata, "journal-ref"),
        url=next((text for text in places if text.startswith("http")), ""),
        identifiers=[
            identifier("arxiv", number),
            *(identifier("doi", text) for text in (_text(metadata, "doi"), *places)),
        ],
    )


def _published(metadata: Element) -> str:
    first_version = metadata.find("version")
    submitted = _text(first_version, "date") if first_version is not None else _text(metadata, "created")
    return parse_date(submitted or _text(metadata, "date"))


def _authors(metadata: Element) -> list[str]:
    """Names of <author><keyname/><forenames/><suffix/></author>, or of the one line of arXivRaw."""
    people = metadata.findall("authors/author")
    if not people:
        return list(split_authors(_text(metadata, "authors")))
    return [" ".join(_text(person, part) for part in ("forenames", "keyname", "suffix")) for person in people]


def _text(element: Element, name: str) -> str:
    return next(iter(_texts(element, name)), "")


def _texts(element: Element, name: str) -> list[str]:
    return ["".join(child.itertext()).strip() for child in element.iterfind(name)]
