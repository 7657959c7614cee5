"""The answer object of a saved turn in, the Answer that it was made from out.

`serialising.answer_object` of the result is the same object again, but for a source whose abstract has
changed since: of such a paper only what was quoted is left.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.domain import (
    Answer,
    Aspect,
    Cell,
    CitedPaper,
    CitedPassage,
    CitedSpan,
    Comparison,
    Coverage,
    Filters,
    Finding,
    Paper,
    RankedPaper,
    Sentence,
    SentenceVerdict,
    Span,
    Stamp,
    Usage,
)
from assistant.errors import StoreError

PaperOf = Callable[[str], Paper | None]


def answer_of(saved: str, paper_of: PaperOf) -> Answer:
    """The answer that was saved as this JSON; raises StoreError when it is no answer object."""
    try:
        return _answer(json.loads(saved), paper_of)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            "a saved answer can't be read",
            why=f"{type(error).__name__}: {error}",
            remedy="ask the question again",
        ) from error


def _answer(made: Mapping[str, Any], paper_of: PaperOf) -> Answer:
    return Answer(
        question=made["question"],
        standalone=made["standalone"],
        kind=made["kind"],
        filters=filters_of(made["filters"]),
        abstained=made["abstained"],
        text=made["text"],
        sentences=_sentences(made["text"], made["sentences"]),
        verdicts=tuple(_verdict(sentence, paper_of) for sentence in made["sentences"]),
        sources=tuple(_source(source, paper_of) for source in made["sources"]),
        retrieved=tuple(RankedPaper(**paper) for paper in made["retrieved"]),
        coverage=Coverage(**made["coverage"]),
        nearest=tuple(RankedPaper(paper["paper_id"], paper["title"], 0.0) for paper in made["nearest"]),
        comparison=_comparison(made["comparison"]) if made["comparison"] else None,
        notes=tuple(made["notes"]),
        incomplete=made["incomplete"],
        timings_ms=tuple(made["timings_ms"].items()),
        usage=Usage(**made["usage"]),
        stamp=Stamp(**made["stamp"]) if made["stamp"] else None,
    )


def filters_of(made: Mapping[str, Any]) -> Filters:
    """The filters that `serialising.filters_object` made this of; raises TypeError when it is none."""
    stated: dict[str, Any] = {name: value for name, value in made.items() if value is not None}
    lists = {name: tuple(value) for name, value in stated.items() if isinstance(value, list)}
    return Filters(**(stated | lists))


def _sentences(text: str, made: Sequence[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    """Each sentence where it stands with its labels behind it, one after the other."""
    found: list[Sentence] = []
    position = 0
    for sentence in made:
        claim = sentence["text"] + "".join(f" [{label}]" for label in sentence["labels"])
        start = text.index(claim, position)
        end = start + len(sentence["text"])
        found.append(Sentence(sentence["text"], tuple(sentence["labels"]), start, end))
        position = start + len(claim)
    return tuple(found)


def _verdict(made: Mapping[str, Any], paper_of: PaperOf) -> SentenceVerdict:
    return SentenceVerdict(
        made["support"],
        made["score"],
        tuple(CitedSpan(**span) for span in made["spans"]),
        tuple(made["reasons"]),
        tuple(
            Finding(
                finding["kind"],
                finding["reason"],
                Span(finding["start"], finding["end"]),
                _addressed(finding["address"], paper_of) if finding["address"] else None,
            )
            for finding in made["findings"]
        ),
    )


def _addressed(address: str, paper_of: PaperOf) -> CitedSpan:
    """The sentence at an address; an empty span where the paper no longer has it."""
    name, _, sentence = address.rpartition("#s")
    paper, number = paper_of(name), int(sentence)
    if paper is None or number > len(paper.sentences):
        return CitedSpan(address, 0, 0)
    return CitedSpan(address, paper.sentences[number - 1].start, paper.sentences[number - 1].end)


def _source(made: Mapping[str, Any], paper_of: PaperOf) -> CitedPaper:
    passages = tuple(CitedPassage(**passage) for passage in made["passages"])
    paper = paper_of(made["paper_id"])
    if paper and all(paper.abstract[passage.start : passage.end] == passage.text for passage in passages):
        return CitedPaper(made["label"], paper, passages)
    return _quoted(made, passages)


def _quoted(made: Mapping[str, Any], passages: Sequence[CitedPassage]) -> CitedPaper:
    """What the answer itself holds of a paper: its facts, and its passages in place of an abstract."""
    moved: list[CitedPassage] = []
    abstract = ""
    for passage in passages:
        start = len(abstract)
        end = start + len(passage.text)
        moved.append(CitedPassage(passage.address, passage.text, start, end, passage.score))
        abstract += f"{passage.text}\n"
    paper = Paper(
        made["paper_id"],
        made["title"],
        abstract.rstrip("\n"),
        authors=tuple(made["authors"]),
        published=made["published"] or "",
        url=made["url"] or "",
    )
    return CitedPaper(made["label"], paper, tuple(moved))


def _comparison(made: Mapping[str, Any]) -> Comparison:
    return Comparison(
        tuple(made["papers"]),
        tuple(Aspect(a["name"], tuple(map(_cell, a["cells"]))) for a in made["aspects"]),
    )


def _cell(made: Mapping[str, Any]) -> Cell:
    return Cell(made["state"], made["text"], tuple(made["labels"]), made["address"])
