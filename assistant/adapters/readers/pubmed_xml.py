"""PubMed XML (a PubmedArticleSet, as efetch and the yearly baseline give it) in, records out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assistant.adapters.readers.xml_elements import Break, paper_elements
from assistant.core.records import identifier, make_record, parse_date
from assistant.domain import Document, Place, Problem, Record

_HEAD = 4_000
_ROOT = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)\b")
_NO_LABEL = ("", "UNLABELLED", "UNASSIGNED")


class PubmedXmlReader:
    """Articles and book chapters of PubMed."""

    format = "pubmed-xml"

    def recognises(self, document: Document) -> bool:
        """By the root element, or that of a single article."""
        head = document.text.lstrip()[:_HEAD]
        return head.startswith("<") and _ROOT.search(head) is not None

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """The articles in order, up to where the XML breaks."""
        for found in paper_elements(document.text, ("PubmedArticle", "PubmedBookArticle")):
            place = Place(document.name, found.line)
            if isinstance(found, Break):
                yield Problem(place, "rejected", found.message)
            else:
                yield _record(place, found.element)


def _record(place: Place, paper: Element) -> Record | Problem:
    citation = _first(paper, "MedlineCitation", "BookDocument")
    article = _first(citation, "Article")
    return make_record(
        place,
        PubmedXmlReader.format,
        title=_title(article),
        abstract=_abstract(article),
        authors=[_name(author) for author in article.iterfind("AuthorList/Author")],
        published=_published(article),
        venue=_text(article, "Journal/Title", "Book/BookTitle", "Journal/ISOAbbreviation"),
        identifiers=_identifiers(paper, citation, article),
        markup=True,
    )


def _first(element: Element, *paths: str) -> Element:
    """The first of the children that is there, else the element itself: books have one level less."""
    found = (element.find(path) for path in paths)
    return next((child for child in found if child is not None), element)


def _text(element: Element, *paths: str) -> str:
    found = ("".join(child.itertext()).strip() for path in paths for child in element.iterfind(path))
    return next((text for text in found if text), "")


def _title(article: Element) -> str:
    """The English title; '[Not Available].' and '[In Process Citation]' stand for a missing one."""
    title = _text(article, "ArticleTitle")
    missing = title.strip("[]. ").casefold() in ("not available", "in process citation")
    return _text(article, "VernacularTitle", "Book/BookTitle") if missing or not title else title


def _abstract(article: Element) -> str:
    """Its parts in order; a structured one writes 'METHODS: ...'."""
    parts: list[str] = []
    for part in article.iterfind("Abstract/AbstractText"):
        label = part.get("Label", "").strip()
        text = "".join(part.itertext()).strip()
        if text:
            parts.append(text if label.upper() in _NO_LABEL else f"{label.rstrip(':')}: {text}")
    return " ".join(parts)


def _name(author: Element) -> str:
    given = _text(author, "ForeName", "Initials")
    family, suffix = _text(author, "LastName"), _text(author, "Suffix")
    return " ".join(filter(None, (given, family, suffix))) or _text(author, "CollectiveName")


def _published(article: Element) -> str:
    """When it went online, else the date of the issue, which may be a range of months or a season."""
    for path in ("ArticleDate", "Journal/JournalIssue/PubDate", "Book/PubDate", "ContributionDate"):
        date = article.find(path)
        if date is not None and (found := _date(date)):
            return found
    return ""


def _date(date: Element) -> str:
    year, month, day = _text(date, "Year"), _text(date, "Month"), _text(date, "Day")
    if month.isdecimal():
        return parse_date("-".join(filter(None, (year, month, day))))
    return parse_date(" ".join((year, month, day)) if year else _text(date, "MedlineDate"))


def _identifiers(paper: Element, citation: Element, article: Element) -> list[str]:
    """Not those below ReferenceList: they belong to the papers it cites."""
    own = [
        *paper.iterfind("PubmedData/ArticleIdList/ArticleId"),
        *paper.iterfind("PubmedBookData/ArticleIdList/ArticleId"),
    ]
    return [
        identifier("pmid", _text(citation, "PMID")),
        *(identifier("doi", each.text or "") for each in article.iterfind("ELocationID[@EIdType='doi']")),
        *(identifier("doi", each.text or "") for each in own if each.get("IdType") == "doi"),
        *(identifier("pmid", each.text or "") for each in own if each.get("IdType") == "pubmed"),
    ]
