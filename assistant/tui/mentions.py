"""Papers and what is typed in, the papers and years that are named behind @ out.

`@Name` stands for the paper whose title begins with that name, `@"a title"` for the one with that title,
`@2023`, `@2022..2024`, `@2022..` and `@..2023` for years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.filters import year_range
from assistant.core.merge import title_key
from assistant.domain import Filters, Paper
from assistant.tui.legible import one_line
from assistant.tui.offering import Choice, Offer

_MENTION = re.compile(r'(?<!\S)@(?:"([^"\n]+)"|([^\s"@]+))')
_BEGUN = re.compile(r'(?<!\S)@(?:"([^"\n]*)|([^\s"@]*))$')
_ENDING = re.compile(r"(?:['’]s)?[.,;:?!)]*$")
_OPEN_YEARS = re.compile(r"(\d{4}\.\.)[.,;:?!)]*$")
_MOST = 8
_HINT = "a title, an author, or years: @2023, @2022..2024, @2022.."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its @, and what that limits it to."""

    text: str
    limits: Filters


@dataclass(frozen=True, slots=True)
class _Known:
    paper: Paper
    token: str
    """What names it and no other paper."""
    key: str
    """Its title, to be searched."""
    who: str
    """Its authors and organisation, to be searched."""


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    name: str
    paper: Paper | None
    years: tuple[int | None, int | None] | None


class Mentions:
    """What may be named of a collection."""

    def __init__(self, papers: Sequence[Paper] = ()) -> None:
        names = Counter(name.casefold() for paper in papers if (name := _name(paper)))
        self._by_title = {title_key(paper.title): paper for paper in papers}
        self._by_name = {
            name.casefold(): paper
            for paper in papers
            if (name := _name(paper)) and names[name.casefold()] == 1
        }
        self._known = [
            _Known(paper, self._token(paper), title_key(paper.title), title_key(_who(paper)))
            for paper in papers
        ]
        self._years = Counter(paper.year for paper in papers if paper.year)

    def read(self, typed: str) -> Asked:
        """The question that was meant: a paper is named by its name, a year only limits.

        What stands behind an @ and names nothing stays as it is.
        """
        parts: list[str] = []
        position = 0
        named = list(self._named(typed))
        for each in named:
            parts.append(typed[position : each.start])
            position = each.end
            if each.paper:
                parts.append(each.name)
            else:
                parts[-1] = parts[-1].rstrip(" ")
        return Asked("".join([*parts, typed[position:]]).strip(), _limits(named))

    def limits(self, typed: str) -> tuple[Filters, str]:
        """What a line of nothing but mentions limits to, and the rest of it, which is none."""
        named = list(self._named(typed))
        ends = [0, *(each.end for each in named)]
        starts = [*(each.start for each in named), len(typed)]
        rest = " ".join(typed[end:start].strip() for end, start in zip(ends, starts, strict=True))
        return _limits(named), rest.strip()

    def typed(self, limits: Filters) -> str:
        """The line of mentions that limits so."""
        papers = (self._by_title.get(title_key(title)) for title in limits.titles)
        tokens = [self._token(paper) for paper in papers if paper]
        first, last = limits.year_from, limits.year_to
        if first or last:
            tokens.append(f"@{first}" if first == last else f"@{first or ''}..{last or ''}")
        return " ".join(tokens)

    def offer(self, typed: str) -> Offer | None:
        """What may be meant by the mention that ends where the cursor is; None where none is begun."""
        begun = _BEGUN.search(typed)
        if not begun or not self._known:
            return None
        words = begun[1] if begun[1] is not None else begun[2]
        choices = (*self._papers(words), *self._spans(words))
        return Offer(begun.start(), choices[:_MOST], _HINT)

    def _papers(self, words: str) -> Iterator[Choice]:
        wanted = title_key(words).split()
        if not wanted and words:
            return
        found = (known for known in self._known if all(word in known.key for word in wanted))
        by_title = sorted(found, key=lambda known: not known.key.startswith(" ".join(wanted)))
        shown = by_title[:_MOST]
        if len(shown) < _MOST and wanted:
            by_people = (known for known in self._known if all(word in known.who for word in wanted))
            shown += [known for known in by_people if known not in shown][: _MOST - len(shown)]
        for known in shown:
            paper = known.paper
            told = " · ".join(filter(None, (str(paper.year or ""), one_line(paper.organisation))))
            yield Choice(f"{known.token} ", one_line(paper.title), told)

    def _spans(self, words: str) -> Iterator[Choice]:
        if not words or not words.isdigit():
            return
        for year, count in sorted(self._years.items(), reverse=True):
            if str(year).startswith(words):
                yield Choice(f"@{year} ", f"@{year}", f"the year {year}, papers: {count}")
        if year_range(words):
            yield Choice(f"@{words}.. ", f"@{words}..", f"{words} and later")
            yield Choice(f"@..{words} ", f"@..{words}", f"{words} and earlier")

    def _named(self, typed: str) -> Iterator[_Named]:
        for match in _MENTION.finditer(typed):
            quoted, bare = match[1], match[2]
            if quoted:
                name = quoted
            else:
                open_years = _OPEN_YEARS.fullmatch(bare)  # "since @2020..?"
                bare = open_years[1] if open_years else bare
                known = self._paper(bare) or year_range(bare)
                name = bare if known else _ENDING.sub("", bare)
            paper, years = self._paper(name), None if quoted else year_range(name)
            if paper or years:
                end = match.end() if quoted else match.start() + 1 + len(name)
                yield _Named(match.start(), end, name, paper, None if paper else years)

    def _paper(self, named: str) -> Paper | None:
        return self._by_name.get(named.casefold()) or self._by_title.get(title_key(named) or "\n")

    def _token(self, paper: Paper) -> str:
        name = _name(paper)
        if self._by_name.get(name.casefold()) is paper:
            return f"@{name}"
        return '@"' + one_line(paper.title).replace('"', "'") + '"'


def _name(paper: Paper) -> str:
    """What stands before the colon of a title, where that is one word."""
    head, colon, _ = one_line(paper.title).partition(":")
    return head if colon and not re.search(r'[\s"@]', head) else ""


def _who(paper: Paper) -> str:
    return " ".join((*paper.authors, paper.organisation))


def _limits(named: Sequence[_Named]) -> Filters:
    """The papers named, each once; several years are a stretch from the first to the last."""
    titles = tuple(dict.fromkeys(each.paper.title for each in named if each.paper))
    stretches = [_in_order(each.years) for each in named if each.years]
    firsts, lasts = [first for first, _ in stretches], [last for _, last in stretches]
    return Filters(
        None if None in firsts else min(filter(None, firsts), default=None),
        None if None in lasts else max(filter(None, lasts), default=None),
        titles=titles,
    )


def _in_order(years: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    first, last = years
    return (last, first) if first and last and first > last else years
