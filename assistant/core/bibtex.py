"""Papers in, a BibTeX file of them out, with every special character escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from assistant.core.latex import escaped
from assistant.domain import Paper

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VERBATIM = {"url", "doi", "eprint"}
"""Fields that BibTeX's url and hyperref styles read character by character."""
_SMALL_WORDS = frozenset(
    {"a", "an", "the", "on", "in", "of", "for", "and", "to", "is", "are", "with", "towards"}
)


def bibliography(papers: Iterable[Paper]) -> str:
    """Entries in the given order; keys are author, year and first word, told apart by letters."""
    used: set[str] = set()
    return "\n".join(_entry(paper, _unused(_key(paper), used)) for paper in papers)


def _entry(paper: Paper, key: str) -> str:
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(paper))
    return f"@{'article' if paper.venue else 'misc'}{{{key},\n{fields}\n}}\n"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """(name, value with its braces); a second pair keeps the title's capitals."""
    known = dict(identifier.split(":", 1) for identifier in reversed(paper.identifiers) if ":" in identifier)
    arxiv = known.get("arxiv", "")
    values = {
        "author": " and ".join(map(_author, paper.authors)),
        "journal": escaped(paper.venue),
        "year": paper.published[:4],
        "eprint": arxiv,
        "archiveprefix": "arXiv" if arxiv else "",
        "doi": known.get("doi", ""),
        "url": paper.url,
    }
    yield "title", f"{{{{{escaped(paper.title)}}}}}"
    for name, value in values.items():
        if value:
            yield name, f"{{{_balanced(value) if name in _VERBATIM else value}}}"
    if len(paper.published) > 4:
        yield "month", _MONTHS[int(paper.published[5:7]) - 1]


def _author(name: str) -> str:
    """A name as one person, whatever words it has."""
    whole = escaped(name)
    return f"{{{whole}}}" if re.search(r"\band\b|,", whole, re.I) else whole


def _balanced(text: str) -> str:
    """An address without what would end its field."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")


def _key(paper: Paper) -> str:
    names = paper.authors[0].split() if paper.authors else []
    word = next((w for w in map(_plain, paper.title.split()) if w and w not in _SMALL_WORDS), "")
    return f"{_plain(names[-1]) if names else ''}{paper.published[:4]}{word}" or "paper"


def _plain(word: str) -> str:
    """Letters and digits in ASCII and lower case; what has no such form is left out."""
    folded = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", folded.lower())


def _unused(key: str, used: set[str]) -> str:
    number = 1
    while (chosen := key if number == 1 else f"{key}-{number}") in used:
        number += 1
    used.add(chosen)
    return chosen
