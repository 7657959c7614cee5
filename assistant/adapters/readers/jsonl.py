"""JSON lines, a JSON array, or an object that holds a list of papers in; records out.

Knows the field names of arXiv, Semantic Scholar, OpenAlex, OpenReview, the ACL Anthology, the Daily
Papers API and our own export.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from assistant.core.records import (
    identifier,
    identifiers_in,
    make_record,
    parse_date,
    reading_order,
    split_authors,
)
from assistant.domain import Document, Place, Problem, Record

MAX_LINE = 10_000_000
"""Characters of one JSON line; a longer one is no paper and would take gigabytes to parse."""

_Json: TypeAlias = Any
_HEAD_LINES = 20
_OPENING = re.compile(r"[\s\[]*+\{\s*[\"}]")
_LIST_KEYS = "papers|data|results|notes|items|records|works"
_SIMPLE = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\w.+-]++|\{[^{}]*+\}|\[[^\[\]]*+\]'
_WRAPPER = re.compile(
    rf'\s*\{{\s*(?>"(?!(?:{_LIST_KEYS})")\w+"\s*:\s*(?:{_SIMPLE})\s*,\s*)*'
    rf'"(?:{_LIST_KEYS})"\s*:\s*\[(?=\s*(?:[{{\]]|\Z))'
)
_BETWEEN = re.compile(r"[\s,\[\]]*")
_DECODER = json.JSONDecoder(strict=False)


class JsonReader:
    """JSON of papers, one object each."""

    format = "json"

    def recognises(self, document: Document) -> bool:
        """By an object (or a list of them) that opens one of the first lines."""
        text = document.text.lstrip()
        if not text or text[0] in "<@":
            return False
        head = text[:100_000].split("\n", _HEAD_LINES)[:_HEAD_LINES]
        return any(_OPENING.match(line) for line in head) or _OPENING.match(text) is not None

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """One record per object, at the line where the object starts."""
        for item in _items(document.text):
            place = Place(document.name, item.line)
            if isinstance(item.value, dict):
                yield _record(place, item.value)
            else:
                found = f"holds {json.dumps(item.value)[:40]} where the JSON object of a paper is needed"
                yield Problem(place, "rejected", item.error or found)


# ------------------------------------------------------------------ text into values


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    value: _Json = None
    error: str = ""


def _items(text: str) -> Iterator[_Item]:
    line = 1
    wrapped = _WRAPPER.match(text) is not None
    listed = wrapped or text.lstrip().startswith("[")
    for chunk in _chunks(text):
        length = len(chunk.strip().split("\n", 1)[0])
        if length > MAX_LINE and not listed:
            limit = f"at most {MAX_LINE:,} are read, so put each paper on a line of its own"
            yield _Item(line, error=f"is a line of {length:,} characters; {limit}")
        else:
            yield from _chunk_items(chunk, line, wrapped=wrapped)
        line += chunk.count("\n")


def _chunks(text: str) -> Iterator[str]:
    """The text cut before each line on which an object starts that is not nested in another.

    Such objects stand at most as deep as the first one; so a broken object costs only its own lines, in
    JSON lines as in an indented array.
    """
    wrapper = _WRAPPER.match(text)
    first = max(0, text.find("{", wrapper.end() if wrapper else 0))
    depth = min(first - (text.rfind("\n", 0, first) + 1), 1_000)
    starts = re.finditer(rf"^[ \t,\[]{{0,{depth}}}\{{", text, re.M)
    cuts = [0, *(found.start() for found in starts if found.start()), len(text)]
    return (text[start:end] for start, end in pairwise(cuts))


def _chunk_items(chunk: str, line: int, *, wrapped: bool) -> Iterator[_Item]:
    """The JSON values of one chunk, up to the first broken one."""
    head = _WRAPPER.match(chunk)
    start, end = 0, head.end() if head else 0
    while gap := _BETWEEN.match(chunk, end):
        list_is_over = wrapped and "]" in gap[0]
        if list_is_over or gap.end() == len(chunk):
            return
        line += chunk.count("\n", start, gap.end())
        start = gap.end()
        try:
            value, end = _DECODER.raw_decode(chunk, start)
        except (ValueError, RecursionError) as error:
            yield _Item(line, error=_json_error(error, start))
            return
        yield _Item(line, value)


def _json_error(error: ValueError | RecursionError, start: int) -> str:
    if isinstance(error, RecursionError):
        return "is nested too deeply to be a paper; leave it out"
    if isinstance(error, json.JSONDecodeError):
        where = f"at character {error.pos - start + 1}"
        return f"is not valid JSON ({error.msg} {where}); correct it, or leave it out"
    return f"is not valid JSON ({error}); correct it, or leave it out"


# ------------------------------------------------------------------ values into records

_TITLES = ("title", "display_name", "content.title", "paper.title")
_ABSTRACTS = ("abstract", "summary", "content.abstract")
_VENUES = (
    "venue", "content.venue", "journal-ref", "journal_ref", "journal.name", "journal", "booktitle",
    "primary_location.source.display_name", "publicationVenue.name", "container-title",
)  # fmt: skip
_URLS = ("url", "URL", "link", "primary_location.landing_page_url")
_ORGANISATIONS = ("organisation", "organization.fullname", "organization.name", "organization")
# The first version of an arXiv paper, not its last change, is when it was published.
_DATES = (
    "versions.0.created", "published", "publishedAt", "publicationDate", "publication_date", "created",
    "pdate", "cdate", "update_date", "date", "year", "publication_year",
)  # fmt: skip
_AUTHORS = ("authors", "author", "authorships", "content.authors")
_IDENTIFIERS = {
    "arxiv": ("arxiv_id", "arxivId", "externalIds.ArXiv"),
    "doi": ("doi", "DOI", "externalIds.DOI", "ids.doi"),
    "pmid": ("pmid", "externalIds.PubMed", "ids.pmid"),
    "s2": ("paperId", "corpusId", "corpus_id", "externalIds.CorpusId"),
    "openalex": ("ids.openalex",),
    "openreview": ("forum",),
    "acl": ("acl_id", "externalIds.ACL"),
}


def _record(place: Place, paper: dict[str, _Json]) -> Record | Problem:
    if isinstance(inner := paper.get("paper"), dict):  # the Daily Papers API
        paper = {**paper, **inner}
    count = _value(paper, "author_count")
    return make_record(
        place,
        JsonReader.format,
        title=_text(paper, *_TITLES),
        abstract=_text(paper, *_ABSTRACTS) or _uninverted(_value(paper, "abstract_inverted_index")),
        authors=_authors(paper),
        author_count=count if isinstance(count, int) else None,
        organisation=_text(paper, *_ORGANISATIONS) or _institutions(paper),
        published=next(filter(None, (_date(_value(paper, path)) for path in _DATES)), ""),
        date_inferred=_value(paper, "date_inferred") is True,
        venue=_text(paper, *_VENUES),
        url=_text(paper, *_URLS),
        identifiers=_identifiers(paper),
        markup=True,
    )


def _value(json_value: _Json, path: str) -> _Json:
    """What stands at a dotted path, None when nothing does; OpenReview's {'value': x} counts as x."""
    if isinstance(json_value, dict) and path.partition(".")[0] not in json_value:
        return None  # most paths of most papers: worth a third of the time of reading
    for key in path.split("."):
        if isinstance(json_value, dict):
            json_value = json_value.get(key)
        elif isinstance(json_value, list) and key.isdigit():
            json_value = json_value[int(key)] if int(key) < len(json_value) else None
        else:
            return None
        if isinstance(json_value, dict) and "value" in json_value:
            json_value = json_value["value"]
    return json_value


def _text(paper: _Json, *paths: str) -> str:
    """The first path that holds a text, a number or a list of texts."""
    for path in paths:
        value = _value(paper, path)
        if isinstance(value, list):
            value = " ".join(part for part in value if isinstance(part, str))
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def _uninverted(index: _Json) -> str:
    """An OpenAlex abstract, stored as {word: [positions]}."""
    if not isinstance(index, dict):
        return ""
    places = ((at, word) for word, places in index.items() if isinstance(places, list) for at in places)
    return " ".join(word for _, word in sorted(place for place in places if isinstance(place[0], int)))


def _authors(paper: _Json) -> tuple[str, ...]:
    if isinstance(parsed := _value(paper, "authors_parsed"), list):  # arXiv: [last, first, suffix]
        names = [[str(part) for part in name[:3]] for name in parsed if isinstance(name, list)]
        return tuple(" ".join([*name[1:2], *name[:1], *name[2:]]) for name in names)
    people = next(filter(None, (_value(paper, path) for path in _AUTHORS)), None)
    if isinstance(people, str):
        return split_authors(people)
    return tuple(filter(None, map(_name, people))) if isinstance(people, list) else ()


def _name(person: _Json) -> str:
    if isinstance(person, str):
        return reading_order(person)
    given = " ".join(filter(None, (_text(person, "given", "first"), _text(person, "family", "last"))))
    whole = _text(person, "author.display_name", "display_name", "name", "fullname", "raw_author_name")
    return reading_order(whole) or given


def _institutions(paper: _Json) -> str:
    authorships = _value(paper, "authorships")
    found = (_value(each, "institutions") for each in authorships) if isinstance(authorships, list) else ()
    names = (_text(place, "display_name") for places in found if isinstance(places, list) for place in places)
    return "; ".join(dict.fromkeys(filter(None, names)))


def _date(value: _Json) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, str) or value < 10_000:
        return parse_date(str(value))
    try:  # OpenReview counts milliseconds since 1970
        return datetime.datetime.fromtimestamp(value / 1000, datetime.UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return ""


def _identifiers(paper: _Json) -> set[str]:
    stated = {
        identifier(scheme, _text(paper, path)) for scheme, paths in _IDENTIFIERS.items() for path in paths
    }
    listed = _value(paper, "identifiers")
    texts = [text for text in listed if isinstance(text, str)] if isinstance(listed, list) else []
    own = {
        identifier(scheme, value)
        for scheme, _, value in (t.partition(":") for t in texts)
        if scheme in _IDENTIFIERS
    }
    return stated | own | set(identifiers_in(_text(paper, "id")))
