"""A question for the catalogue and its papers in, statements of what the catalogue records out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.core.cataloguing.evaluating import authors_of, groups, unknown
from assistant.core.draft import Draft
from assistant.core.filters import described
from assistant.core.picking.code import code_asked_for
from assistant.core.picking.things import MAKE
from assistant.core.understanding.attributes import Field
from assistant.core.understanding.catalogue import Act, Request
from assistant.core.understanding.coining import coined
from assistant.domain import Filters, Paper

Labels = Mapping[str, int]

_CITED = 20
"""Most papers that the line of a group cites; more would be a line of numbers."""
_LISTED = 200
"""Most papers that an answer lists."""

_LEADS: Mapping[Act, tuple[str, str]] = {
    "earliest": ("earliest paper", "earliest papers"),
    "latest": ("newest paper", "newest papers"),
    "most": ("paper with the most authors", "papers with the most authors"),
    "fewest": ("paper with the fewest authors", "papers with the fewest authors"),
}
_WHOSE = ("authors", "organisation")
_LACKING: Mapping[str, str] = {
    "earliest": "date",
    "latest": "date",
    "most": "known number of authors",
    "fewest": "known number of authors",
    "year": "date",
    "month": "known month",
    "organisation": "known organisation",
    "venue": "known venue",
    "author": "known authors",
}


def compose_catalogue(
    request: Request, papers: Sequence[Paper], labels: Labels, filters: Filters, question: str = ""
) -> Draft:
    """The whole answer: one line for each paper (or group), each with its label.

    A paper picked of several is told by the name that the `question` has for it, too.
    """
    draft = Draft()
    about = _about(request.topic) if request.topic and request.act != "field" else ""
    scope = "".join(f" {part}" for part in described(filters))
    if not papers:
        draft.abstained = request.act != "count"
        draft.frame(f"The collection has no such paper{about}{scope}.")
        return draft
    if request.act == "field" and not any(recorded(paper, request.fields) for paper in papers):
        draft.abstained = True
        for paper in papers:
            draft.layout("\n" if draft.pieces else "")
            draft.frame(f"“{paper.title}”: {stated(paper, request.fields)}.")
        return draft
    if request.act == "groups":
        _groups(draft, request, papers, labels, f"{about}{scope}")
        return draft
    if request.act in _LEADS:
        where = "of these" if request.among else f"in the collection{about}{scope}"
        draft.frame(f"The {_LEADS[request.act][len(papers) > 1]} {where}:")
    elif request.act != "field":
        draft.frame(f"{counted(len(papers))} in the collection{about}{scope}:")
    fields = request.fields or _concerned(filters)
    for paper in papers[:_LISTED]:
        draft.layout("\n- " if request.act != "field" else "\n" if draft.pieces else "")
        called = _called(paper, question) if request.among else ""
        draft.record(f"“{paper.title}”{called}: {stated(paper, fields)}.", [labels[paper.id]])
    if len(papers) > _LISTED:
        draft.layout("\n")
        draft.frame(f"The other {len(papers) - _LISTED} are listed by `assistant papers`.")
    return draft


def caveats(request: Request, papers: Sequence[Paper]) -> list[str]:
    """Sentences about what the catalogue lacks among the papers that were to be compared or counted."""
    number = unknown(request, papers)
    if not number:
        return []
    lacking = _LACKING.get(request.group or request.act, "date")
    verb = "has no" if number == 1 else "have no"
    return [f"{counted(number)} {verb} {lacking} and {'is' if number == 1 else 'are'} left out."]


def _called(paper: Paper, question: str) -> str:
    """' (RowCache)' where the question calls a paper so and only its abstract does."""
    names = dict.fromkeys(word for word in re.findall(r"\w[\w-]+", question) if coined(word))
    called = (name for name in names if name in paper.abstract and name not in paper.title)
    return next((f" ({name})" for name in called), "")


def _about(topic: str) -> str:
    """'on lamps', 'that introduce a data set', 'with code available'."""
    if re.match(MAKE, topic, re.I):
        return f" that {topic}"
    return f" {'with' if code_asked_for(topic) else 'on'} {topic}"


def unfiltered(papers: Sequence[Paper], filters: Filters) -> list[str]:
    """How many papers could not be judged by the filters, since the catalogue lacks what they ask for."""
    dated = filters.year_from or filters.year_to or filters.published_from or filters.published_to
    missing = (
        (dated, "date", sum(not paper.published for paper in papers)),
        (
            filters.authors_from or filters.authors_to,
            "known number of authors",
            sum(not authors_of(paper) for paper in papers),
        ),
        (filters.authors, "named authors", sum(not paper.authors for paper in papers)),
        (filters.organisation, "known organisation", sum(not paper.organisation for paper in papers)),
    )
    return [
        f"{counted(number)} {'has' if number == 1 else 'have'} no {name} and "
        f"{'is' if number == 1 else 'are'} left out."
        for asked, name, number in missing
        if asked and number
    ]


def counted(number: int) -> str:
    """'1 paper', '12 papers'."""
    return f"{number} paper{'' if number == 1 else 's'}"


def stated(paper: Paper, fields: Sequence[Field]) -> str:
    """What the catalogue records of a paper, or that it records nothing.

    Of authors and organisation, which answer 'who?' together, one is enough.
    """
    whose = [field for field in fields if field in _WHOSE]
    lacking = {field for field in whose if not recorded(paper, (field,))}
    omitted = lacking if 0 < len(lacking) < len(whose) else ()
    return "; ".join(_STATEMENTS[field](paper) for field in fields if field not in omitted)


def recorded(paper: Paper, fields: Sequence[Field]) -> bool:
    """Whether the catalogue records anything of what is asked of a paper."""
    return any("the catalogue records no" not in _STATEMENTS[field](paper) for field in fields)


def _groups(draft: Draft, request: Request, papers: Sequence[Paper], labels: Labels, scope: str) -> None:
    found = groups(request, list(dict.fromkeys(papers)))
    most = "most papers" if request.number else "papers"
    draft.frame(f"{most.capitalize()} per {request.group} in the collection{scope}:")
    for value, group in found[:_LISTED]:
        draft.layout("\n- ")
        line = f"{value}: {counted(len(group))}."
        if len(group) > _CITED:
            draft.frame(line)
        else:
            draft.record(line, sorted(labels[paper.id] for paper in group))


def _concerned(filters: Filters) -> tuple[Field, ...]:
    """What a list of papers tells of each: the date, and what was filtered by."""
    fields: list[Field] = ["date"]
    if filters.authors or filters.authors_from is not None or filters.authors_to is not None:
        fields.append("authors")
    if filters.organisation:
        fields.append("organisation")
    return tuple(fields)


def _date(paper: Paper) -> str:
    if not paper.published:
        return "the catalogue records no date"
    return f"published {paper.published}{' (year inferred from the page)' if paper.date_inferred else ''}"


def _authors(paper: Paper) -> str:
    number = authors_of(paper)
    if paper.authors:
        return f"{number} author{'' if number == 1 else 's'}: {', '.join(paper.authors)}"
    if not number:
        return "the catalogue records no authors"
    return f"{number} author{'' if number == 1 else 's'}"


_STATEMENTS: Mapping[Field, Callable[[Paper], str]] = {
    "authors": _authors,
    "date": _date,
    "organisation": lambda paper: paper.organisation or "the catalogue records no organisation",
    "venue": lambda paper: paper.venue or "the catalogue records no venue",
    "url": lambda paper: paper.url or ", ".join(paper.identifiers) or "the catalogue records no address",
}
