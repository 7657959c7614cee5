"""Raw fields of one source in, a clean `Record` (or the `Problem` it has) out; shared by all readers."""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from collections.abc import Iterable
from itertools import chain
from urllib.parse import unquote

from assistant.domain import Place, Problem, Record

MAX_TITLE = 1_000
"""Characters; the longest title among 89,000 of arXiv and the ACL Anthology has 512."""

MAX_ABSTRACT = 500_000
"""Characters; some 70,000 words, so that no file cut wrongly becomes one endless abstract."""

# ------------------------------------------------------------------ text

_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]")
# Controls that are no white space, zero-width and bidirectional marks, lone surrogates, tag characters.
# The joiners U+200C and U+200D stay: Persian and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>"""
_BLOCK_TAG = re.compile(
    r"<\s*/?(?:jats:)?(?:p|br|div|sec|title|abstract|list|list-item|ul|ol|li|h[1-6])" + _ATTRIBUTES, re.I
)
_INLINE_TAG = re.compile(
    r"</?(?:(?:jats|mml):[\w-]+|i|b|em|strong|sub|sup|inf|sc|tt|u|span|italic|bold|underline|a|ext-link|math)"
    + _ATTRIBUTES,
    re.I,
)
_ABSTRACT_HEADING = re.compile(r"^\s*(?:<(?:jats:)?title>\s*abstract\s*</(?:jats:)?title>)", re.I)
_NOTHING = re.compile(
    r"|none|null|nan|n/a|untitled|not available|no (title|abstract)( available)?|abstract not available", re.I
)


def clean_text(text: str) -> str:
    """One line in Unicode NFC: white space collapsed, controls and terminal escapes gone; idempotent."""
    if not text:
        return ""
    visible = _INVISIBLE.sub("", _ESCAPES.sub("", text))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def strip_markup(text: str) -> str:
    """Text with HTML and JATS tags dropped and entities resolved; '<' in formulas and LaTeX stay."""
    for _ in range(2):  # Crossref and OpenAlex escape twice: '&amp;lt;'
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", _ABSTRACT_HEADING.sub("", text)))


def _stated(text: str) -> str:
    """The text, or '' when it only says that there is none, as in '[No abstract available]'."""
    return "" if _NOTHING.fullmatch(text.strip("[]. ")) else text


# ------------------------------------------------------------------ dates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERIC_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T|$)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")[a-z]*\b", re.I)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)")


def iso_date(year: int, month: int = 0, day: int = 0) -> str:
    """As much of the date as exists: an impossible day leaves the month, an impossible month the year."""
    if not 1000 <= year <= 2999:
        return ""
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def parse_date(text: str) -> str:
    """ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD) of a date as sources write it, '' when it has no year.

    Reads '2024-05-03T10:00Z', '2024/05//', '20240503', 'Jan 20, 2025', '20 Jan 2025', '2004 Sep-Oct',
    'Mon, 2 Apr 2007 19:18:42 GMT' and 'Winter 2003'.
    """
    text = text.strip()
    if numeric := _COMPACT_DATE.match(text) or _NUMERIC_DATE.match(text):
        year, month, day = (int(part or 0) for part in numeric.groups())
        if month or not _MONTH.search(text):
            return iso_date(year, month, day)
    return _written_date(text)


def _written_date(text: str) -> str:
    """A date that writes its month as a word; of a range of months, the first."""
    year = _YEAR.search(text)
    if year is None:
        return ""
    month = _MONTH.search(text)
    if month is None:
        return iso_date(int(year[0]))
    rest = text[month.end() :].lstrip(" .,")
    is_range = rest.startswith(("-", "–", "/"))
    day = None if is_range else _DAY.match(rest) or _DAY.search(text[: month.start()])
    return iso_date(int(year[0]), _MONTHS.index(month[1].casefold()) + 1, int(day[1]) if day else 0)


# ------------------------------------------------------------------ people

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|md|inc|ltd|llc)\.?", re.I)
_COMMA = re.compile(r",(?!\s*(?:jr|sr|ii|iii|iv)\b)\s*", re.I)
_AFFILIATION = re.compile(r"\([^()]*\)")
_ET_AL = re.compile(r"(?<![,;\s])[,;\s]++(?:et al\.?|and others|…|\.\.\.)\s*$", re.I)


def reading_order(name: str) -> str:
    """'Knuth, Donald E.' as 'Donald E. Knuth'; suffixes stay behind, other names are left as they are."""
    parts = [part.strip() for part in name.strip(" ,;").split(",")]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    given = [part for part in parts[1:] if part and not _SUFFIX.fullmatch(part)]
    if len(given) > 1:
        return ", ".join(parts)
    return " ".join([*given, parts[0], *suffixes])


def split_authors(text: str) -> tuple[str, ...]:
    """Names of an author line in reading order.

    Separators are ';' or '|', else ' and ', else commas; 'A. Ho, B. Ek and C. Li' are three, while
    'Ho, Ann and Ek, Bo' are two. Affiliations in round brackets are dropped.
    """
    text = _ET_AL.sub("", _AFFILIATION.sub("", clean_text(text)))
    for separator in ";|":
        if separator in text:
            return _names(text.split(separator))
    return _names(_split_comma_list(text))


def _split_comma_list(text: str) -> list[str]:
    groups = re.split(r",?\s+(?:and|&)\s+", text)
    if len(groups) > 1 and len(_COMMA.split(groups[-1])) == 2:  # 'Ho, Ann and Ek, Bo'
        return groups
    pieces = [piece for group in groups for piece in _COMMA.split(group)]
    several = len(groups) > 1 or len(pieces) > 2 or all(" " in piece.strip() for piece in pieces)
    return pieces if several else [text]


def _names(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in map(reading_order, parts) if name)


# ------------------------------------------------------------------ identifiers

_ARXIV = r"(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}(?!\d)|[a-z][a-z-]+(?:\.[a-z-]+)?/\d{7})(?:v\d+)?"
_DOI = r"(10\.\d{4,9}/[^\s\"<>]+)"
_ACL = r"(\d{4}\.[a-z0-9]+(?:[-_][a-z0-9]+)*\.\d+|[a-z]\d{2}-\d[.\d]\d{1,3})"
_SHAPES = {
    "arxiv": re.compile(_ARXIV),
    "doi": re.compile(r"(10\.\d{4,9}/\S+)"),
    "pmid": re.compile(r"(\d{1,9})"),
    "s2": re.compile(r"([0-9a-f]{40}|\d{1,12})"),
    "openalex": re.compile(r"(w\d{4,})"),
    "openreview": re.compile(r"([\w-]{6,})"),
    "acl": re.compile(_ACL),
}
_ADDRESSES = {
    "arxiv": re.compile(r"(?:arxiv\.org[:/](?:\w+/)?|huggingface\.co/papers/|arxiv:\s*|/arxiv\.)" + _ARXIV),
    "doi": re.compile(r"(?:doi\.org/|/doi/(?:\w+/)?|^doi:\s*)" + _DOI),
    "pmid": re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|/pubmed/|^pmid:\s*)(\d{1,9})"),
    "s2": re.compile(r"(?:semanticscholar\.org/paper/(?:[^/\s]+/)?|corpusid:)([0-9a-f]{40}|\d{1,12})"),
    "openalex": re.compile(r"openalex\.org/(?:works/)?(w\d{4,})"),
    "openreview": re.compile(r"openreview\.net/\w+\?id=([\w-]{6,})"),
    "acl": re.compile(r"(?:aclanthology\.org/|aclweb\.org/anthology/|10\.18653/v1/)" + _ACL),
}


def identifier(scheme: str, value: str) -> str:
    """'scheme:value' in lower case, without version and address around it; '' when it is none."""
    text = clean_text(unquote(value)).lower() if value else ""
    if not text:
        return ""
    found = _ADDRESSES[scheme].search(text) or _SHAPES[scheme].fullmatch(text.removeprefix(f"{scheme}:"))
    if found is None and scheme == "doi":
        found = re.search(_DOI, text)  # '(DOI 10.1000/x)' and lists of several
    return f"{scheme}:{_canonical(scheme, found[1])}" if found else ""


def _canonical(scheme: str, value: str) -> str:
    if scheme == "arxiv":  # 'math.gt/0309136' and 'math/0309136' are one paper
        return re.sub(r"\.[a-z-]+(?=/)", "", value)
    if scheme == "doi":
        value = re.sub(r"(?:/(?:full|pdf|epdf|abstract|meta)|\.pdf)$|[?#]\w.*$", "", value).rstrip(".,;:'")
        return value if value.count("(") == value.count(")") else value.rstrip(")")
    return value


def identifiers_in(text: str) -> tuple[str, ...]:
    """Every identifier that an address holds, or that the whole text is ('2407.21046', '10.1000/x')."""
    found = {identifier(scheme, text) for scheme, form in _ADDRESSES.items() if form.search(text.lower())}
    bare = text.strip().lower()
    if any(_SHAPES[scheme].fullmatch(bare) for scheme in ("arxiv", "doi", "acl")):
        found |= {identifier(s, bare) for s in ("arxiv", "doi", "acl") if _SHAPES[s].fullmatch(bare)}
    return tuple(sorted(found - {""}))


def clean_url(text: str) -> str:
    """The first http address of the text, else ''."""
    found = re.search(r"https?://[^\s\"<>\\^`{|}]+", clean_text(text))
    return found[0] if found else ""


# ------------------------------------------------------------------ records


def make_record(
    place: Place,
    format: str,  # noqa: A002 - the field's own name
    *,
    title: str,
    abstract: str = "",
    authors: Iterable[str] = (),
    author_count: int | None = None,
    organisation: str = "",
    published: str = "",
    date_inferred: bool = False,
    venue: str = "",
    url: str = "",
    identifiers: Iterable[str] = (),
    markup: bool = False,
) -> Record | Problem:
    """A record of clean fields, or a Problem when there is no usable title.

    `published` is ISO 8601 and `identifiers` come from `identifier`, empty ones allowed; more are found
    in `url`. `markup` says that the source writes HTML tags and entities into its texts.
    """

    def clean(text: str) -> str:
        return clean_text(strip_markup(text) if markup else text)

    # Before cleaning too, which takes twenty times the memory of the text.
    if problem := _oversize(title, abstract, slack=10):
        return Problem(place, "rejected", problem)
    title, abstract = _stated(clean(title)), _stated(clean(abstract))
    if problem := _misfit(title, abstract):
        return Problem(place, "rejected", problem)
    address = clean_url(url)
    known = {*identifiers, address}  # an arXiv or ACL number may hide in a DOI
    return Record(
        place=place,
        format=format,
        title=title,
        abstract=abstract,
        authors=tuple(name for name in map(clean, authors) if name),
        author_count=author_count,
        organisation=clean(organisation),
        published=published,
        date_inferred=date_inferred,
        venue=clean(venue),
        url=address,
        identifiers=tuple(sorted({*known, *chain(*map(identifiers_in, known))} - {"", address})),
    )


def _misfit(title: str, abstract: str) -> str:
    if not any(character.isalnum() for character in title):
        return "has no title; add one, or leave the record out"
    return _oversize(title, abstract)


def _oversize(title: str, abstract: str, slack: int = 1) -> str:
    for name, text, most in (("a title", title, MAX_TITLE), ("an abstract", abstract, MAX_ABSTRACT)):
        if len(text) > slack * most:
            size = f"has {name} of {len(text):,} characters, more than the {most:,} that are read"
            return f"{size}; check that its fields are where they belong"
    return ""
