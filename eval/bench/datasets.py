"""Labelled retrieval sets: a folder of open data in, papers and queries with their gold papers out.

Each loader takes the data folder and raises `AbsentDataError` when its file is not there, InputError with
file and line when a row can't be used. Papers have no sentence spans: whoever indexes them splits them.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from assistant.domain import Paper
from assistant.errors import InputError
from eval.cases import Case

Row = Mapping[str, Any]
Query = tuple[str, str, frozenset[str]]
"""Query id, text, ids of the gold papers."""
T = TypeVar("T")


class AbsentDataError(InputError):
    """The file of a labelled set is not there; the set can be skipped."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Papers to index, and queries; every gold paper is among the papers."""

    name: str
    papers: tuple[Paper, ...]
    queries: tuple[Query, ...]


# ------------------------------------------------------------------ the sets


def pubmedqa(data: Path) -> RetrievalSet:
    """Question -> its abstract (without the conclusion). Jin et al., PubMedQA, 2019.

    Titles stay out, because the question mostly is the title.
    """
    rows = _parsed(data / "pubmedqa" / "pqal_dev500.json.gz", _pubmedqa_rows)
    return RetrievalSet("pubmedqa", *_unzipped(rows))


def scitldr(data: Path) -> RetrievalSet:
    """One-sentence summary -> its paper, title and abstract. Cachola et al., TLDR, 2020.

    The dev papers have one to four summaries; the first (the authors' own) is the query, so that queries
    are independent of each other.
    """
    rows = json_rows(data / "scitldr" / "SciTLDR-A_dev.jsonl.gz", _scitldr_row)
    return RetrievalSet("scitldr", *_unzipped(rows))


def scitldr_crowded(data: Path) -> RetrievalSet:
    """`scitldr` among the training papers as distractors."""
    small = scitldr(data)
    known = {paper.id for paper in small.papers}
    others = json_rows(data / "scitldr" / "SciTLDR-A_train.jsonl.gz", _scitldr_row)
    papers = (*small.papers, *(paper for paper, _ in others if paper.id not in known))
    return RetrievalSet("scitldr+train", papers, small.queries)


def bioasq(data: Path) -> RetrievalSet:
    """Biomedical question -> every document an expert took a snippet from. Krithara et al., 2023.

    Whole abstracts are not in the data: a document's abstract is the union of its snippets over all
    questions (title snippets first, then by offset), which is easier to find than the real one. Questions
    with more than 10 documents can't reach R@10 = 1.
    """
    rows = json_rows(data / "bioasq" / "bioasq_7b-11b_golden.jsonl.gz", _bioasq_row)
    documents: dict[str, list[Snippet]] = {}
    for _, snippets in rows:
        for snippet in snippets:
            documents.setdefault(snippet.pmid, []).append(snippet)
    papers = tuple(Paper(id=pmid, title="", abstract=_union(found)) for pmid, found in documents.items())
    queries = tuple(query for query, _ in rows)
    return RetrievalSet("bioasq", papers, queries)


def scirepeval_search(data: Path) -> RetrievalSet:
    """Search-engine query -> the candidates its user clicked (score > 0). Singh et al., SciRepEval, 2023.

    Ranked over the union of all queries' candidates, not over a query's own ten: the product searches
    collections, and an unclicked candidate of another query is hardly ever relevant. Scores are clicks (two
    on one paper only), so gain is binary. Some candidates, a few gold ones among them, have no abstract.
    """
    rows = json_rows(data / "scirepeval-search-sample" / "search_small.jsonl.gz", _search_row)
    papers = {paper.id: paper for _, _, candidates in rows for paper in candidates}
    queries = tuple((str(number), text, gold) for number, (text, gold, _) in enumerate(rows, start=1))
    return RetrievalSet("scirepeval-search", tuple(papers.values()), queries)


def scifact(data: Path) -> RetrievalSet:
    """Claim -> the abstracts it cites, supporting or refuting. Wadden et al., SciFact, 2020.

    Gold as in BEIR: the cited documents. Train and dev claims whose every cited document is among the
    abstracts at hand; the abstracts come without titles.
    """
    folder = data / "scifact"
    papers = tuple(json_rows(folder / "corpus_subset_2101.jsonl.gz", _scifact_paper))
    known = {paper.id for paper in papers}
    claims = [
        *json_rows(folder / "claims_dev.jsonl.gz", _claim),
        *json_rows(folder / "claims_train.jsonl.gz", _claim),
    ]
    queries = tuple(claim for claim in claims if claim[2] <= known)
    return RetrievalSet("scifact", papers, queries)


def own_questions(cases: Iterable[Case], papers: Iterable[Paper]) -> RetrievalSet:
    """The answerable questions of `eval.cases` over whichever papers are given.

    Gold titles are matched by letters and digits. A fact or comparison counts when all its gold papers are
    given, a list or overview with those of them that are. Questions about metadata (who, when) stay out:
    text does not answer them.
    """
    indexed = tuple(papers)
    ids = {_key(paper.title): paper.id for paper in indexed}
    queries = []
    for case in cases:
        gold = frozenset(ids[_key(title)] for title in case.titles if _key(title) in ids)
        complete = len(gold) == len(case.titles) or case.kind in ("list", "overview")
        if gold and complete and case.kind != "metadata":
            queries.append((case.id, case.question, gold))
    return RetrievalSet("own", indexed, tuple(queries))


LOADERS: Mapping[str, Callable[[Path], RetrievalSet]] = {
    "pubmedqa": pubmedqa,
    "scitldr": scitldr,
    "scitldr+train": scitldr_crowded,
    "bioasq": bioasq,
    "scirepeval-search": scirepeval_search,
    "scifact": scifact,
}


def limited(full: RetrievalSet, limit: int, seed: int = 0) -> RetrievalSet:
    """The same papers with at most `limit` queries, drawn by seed and name, in their old order."""
    if limit >= len(full.queries):
        return full
    chosen = random.Random(f"{seed} {full.name}").sample(range(len(full.queries)), limit)
    return replace(full, queries=tuple(full.queries[row] for row in sorted(chosen)))


# ------------------------------------------------------------------ rows


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of one document; `place` orders it within the document."""

    pmid: str
    place: tuple[bool, int, int]
    text: str


def _pubmedqa_rows(table: Row) -> list[tuple[Paper, Query]]:
    return [
        (
            Paper(id=pmid, title="", abstract=" ".join(row["CONTEXTS"])),
            (pmid, row["QUESTION"], frozenset({pmid})),
        )
        for pmid, row in table.items()
    ]


def _scitldr_row(row: Row) -> tuple[Paper, Query]:
    paper = Paper(id=row["paper_id"], title=row["title"], abstract=" ".join(row["source"]))
    return paper, (paper.id, row["target"][0], frozenset({paper.id}))


def _bioasq_row(row: Row) -> tuple[Query, list[Snippet]]:
    snippets = [
        Snippet(item["pmid"], (item["section"] != "title", item["start"], -item["end"]), item["text"].strip())
        for item in row["snippets"]
    ]
    return (row["id"], row["question"], frozenset(item.pmid for item in snippets)), snippets


def _search_row(row: Row) -> tuple[str, frozenset[str], list[Paper]]:
    candidates = [
        Paper(id=str(item["corpus_id"]), title=item["title"], abstract=item["abstract"] or "")
        for item in row["candidates"]
    ]
    clicked = frozenset(str(item["corpus_id"]) for item in row["candidates"] if item["score"] > 0)
    return row["query"], clicked, candidates


def _claim(row: Row) -> Query:
    return str(row["id"]), row["claim"], frozenset(map(str, row["cited_doc_ids"]))


def _scifact_paper(row: Row) -> Paper:
    return Paper(id=row["doc_id"], title="", abstract=row["text"])


def _unzipped(rows: Iterable[tuple[Paper, Query]]) -> tuple[tuple[Paper, ...], tuple[Query, ...]]:
    pairs = tuple(rows)
    return tuple(paper for paper, _ in pairs), tuple(query for _, query in pairs)


def _union(snippets: Sequence[Snippet]) -> str:
    """Snippets of one document as one text, in order, without those that lie within another."""
    texts = list(dict.fromkeys(item.text for item in sorted(snippets, key=lambda item: item.place)))
    return " ".join(
        text for text in texts if not any(text in other for other in texts if len(other) > len(text))
    )


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title.casefold())


# ------------------------------------------------------------------ files


def json_rows(path: Path, parse: Callable[[Row], T]) -> list[T]:
    """Every row of a gzip file of JSON lines, parsed."""
    lines = enumerate(_text(path).split("\n"), start=1)
    return [_understood(path, number, line, parse) for number, line in lines if line.strip()]


def _parsed(path: Path, parse: Callable[[Row], T]) -> T:
    """The one JSON object of a gzip file, parsed."""
    return _understood(path, 1, _text(path), parse)


def _understood(path: Path, number: int, text: str, parse: Callable[[Row], T]) -> T:
    try:
        return parse(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(path, f"line {number}: {type(error).__name__}: {error}") from error


def _text(path: Path) -> str:
    if not path.is_file():
        raise AbsentDataError(
            f"{path.parent.name}: {path} is not there",
            why="labelled data are not part of the project",
            remedy="name the folder that holds them",
        )
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _unusable(path, str(error)) from error


def _unusable(path: Path, why: str) -> InputError:
    return InputError(f"can't use {path}", why=why, remedy="fetch the file again")
