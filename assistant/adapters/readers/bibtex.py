"""A BibTeX or BibLaTeX file in, a record per entry out, with LaTeX accents and braces resolved.

Formulas between dollar signs stay as they are written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.middlewares.parsestack import default_parse_stack
from bibtexparser.model import Block, Entry, Field, ImplicitComment, ParsingFailedBlock

from assistant.core.records import clean_text, identifier, identifiers_in, iso_date, make_record, parse_date
from assistant.domain import Document, Place, Problem, Record

# Both report each broken entry to stderr when nobody listens; ours report it as a Problem.
for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.M)
_HEAD = 100_000
_FIELD = re.compile(r"[\s,}]*\w+\s*=\s*[{\"]")
_LATEX = re.compile(r"[\\{}~]|--|``|''")
_CITATION = re.compile(r"~?\\cite[a-z]*\*?(?:\[[^\]]*\])*\{[^{}]*\}")
_BARE = re.compile(r"(?<!\\)([%&#])")
_BARE_TILDE = re.compile(r"(?<![^\s(])~")
_ESCAPED = re.compile(r"\\([_%&#~$])")


class BibtexReader:
    """BibTeX entries with their abstracts."""

    format = "bibtex"

    def __init__(self) -> None:
        self._decoder = LatexDecodingMiddleware(keep_math_mode=True)

    def recognises(self, document: Document) -> bool:
        """By a line that opens an entry, in a text that is neither XML nor JSON."""
        head = document.text[:_HEAD]
        return head.lstrip()[:1] not in ("<", "{", "[") and _ENTRY.search(head) is not None

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """The entries in order; one with broken braces becomes a Problem, the others go in."""
        for block in _blocks(document.text):
            place = Place(document.name, (block.start_line or 0) + 1)
            if isinstance(block, Entry):
                # In reverse, for of a repeated field the first counts.
                entry = {field.key.casefold(): str(field.value) for field in reversed(block.fields)}
                yield self._record(place, entry)
            elif isinstance(block, ParsingFailedBlock) and block.ignore_error_block is None:
                yield Problem(place, "rejected", _reason(block.error))

    def _record(self, place: Place, entry: dict[str, str]) -> Record | Problem:
        venue = entry.get("journal") or entry.get("journaltitle") or entry.get("booktitle", "")
        texts = [entry.get("title", ""), entry.get("abstract", ""), venue, *_authors(entry.get("author", ""))]
        title, abstract, venue, *authors = self._decode(texts)
        return make_record(
            place,
            self.format,
            title=title,
            abstract=abstract,
            authors=authors,
            published=_date(entry),
            venue=venue,
            url=_ESCAPED.sub(r"\1", entry.get("url", "")),
            identifiers=_identifiers(entry),
        )

    def _decode(self, texts: Sequence[str]) -> list[str]:
        """Texts without LaTeX commands; one that can't be decoded comes back as it was."""
        fields = [Field(str(i), _escape(text)) for i, text in enumerate(texts) if _LATEX.search(text)]
        self._decoder.transform_entry(Entry("", "", fields), Library())
        decoded = {field.key: str(field.value) for field in fields}
        return [decoded.get(str(i), text) for i, text in enumerate(texts)]


def _escape(text: str) -> str:
    """Text in which '%' does not comment out the rest and '&' is no column: few exports escape them."""
    text = _BARE.sub(r"\\\1", _CITATION.sub("", text))
    return _BARE_TILDE.sub(r"\\textasciitilde{}", text)


def _blocks(text: str) -> list[Block]:
    """Entries and failures in file order; a repeated key or field does no harm here."""
    blocks = parse_string(text, parse_stack=[]).blocks
    usable = [_usable(i, block, after) for i, (block, after) in enumerate(zip_longest(blocks, blocks[1:]))]
    library = Library(usable)
    for middleware in default_parse_stack():
        library = middleware.transform(library)
    return list(library.blocks)


def _usable(number: int, block: Block, after: Block | None) -> Block:
    if isinstance(block, ParsingFailedBlock) and isinstance(block.ignore_error_block, Entry):
        block = block.ignore_error_block
    if not isinstance(block, Entry):
        return block
    block.key = str(number)  # distinct, for a library drops what repeats a key
    if isinstance(after, ImplicitComment) and _FIELD.match(after.comment):
        reason = BlockAbortedException("A brace too many ends the entry early")
        return ParsingFailedBlock(reason, block.start_line, block.raw)
    return block


def _reason(error: Exception) -> str:
    reason = clean_text(error.abort_reason if isinstance(error, BlockAbortedException) else str(error))
    return (
        f"is broken BibTeX ({reason[:200].strip(' .')}); balance braces and quotes, separate fields by commas"
    )


def _authors(names: str) -> list[str]:
    """'Last, First and von Last, Jr, First' as names in reading order."""
    split = [name for name in split_multiple_persons_names(" ".join(names.split())) if name != "others"]
    return [parse_single_name_into_parts(name, strict=False).merge_first_name_first for name in split]


def _date(entry: dict[str, str]) -> str:
    year, month, day = (entry.get(part, "").strip("{} ") for part in ("year", "month", "day"))
    if entry.get("date") or not month.isdecimal():
        return parse_date(entry.get("date") or f"{day} {month} {year}")
    known = parse_date(year)
    return iso_date(int(known[:4]), int(month), int(day) if day.isdecimal() else 0) if known else ""


def _identifiers(entry: dict[str, str]) -> set[str]:
    entry = {key: _ESCAPED.sub(r"\1", value) for key, value in entry.items()}
    archive = entry.get("archiveprefix") or entry.get("eprinttype") or "arxiv"
    volume = entry.get("volume", "")
    dblp = f"arxiv.org/{volume}" if volume.startswith("abs/") else ""  # journal = {CoRR}
    mentions = (entry.get(key, "") for key in ("journal", "note", "howpublished", "ee", "biburl"))
    return {
        identifier("arxiv", entry.get("eprint", "") if archive.casefold() == "arxiv" else ""),
        identifier("doi", entry.get("doi", "")),
        identifier("pmid", entry.get("pmid", "")),
        *(found for text in (dblp, *mentions) for found in identifiers_in(text)),
    }
