"""Questions asked with and without their papers in, the settings section [calibration] out.

    python -m eval.calibrate --shared ../shared --write

Every fact question is a probe: an answerable one, an unanswerable one, or an answerable one again with its
gold papers hidden. A logistic model (Platt, Probabilistic outputs for support vector machines, 1999) learns
from `EvidenceSigns` whether the answer is there. `--write` keeps the tables in eval/calibration.md.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.core import gathering
from assistant.core.abstaining import EvidenceSigns, evidence_signs
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.merge import title_key
from assistant.core.ports import Corpus, Reranker, Retriever
from assistant.core.retrieval import RetrievalOptions, rerank
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Paper, Query, Question, Ranked
from assistant.errors import AssistantError
from eval.bench.datasets import LOADERS, RetrievalSet, limited
from eval.cases import Case, load_cases
from eval.drawing import slices
from eval.run import THREADS

Array = NDArray[np.float64]

OWN, ANSWERABLE, REMOVED = "own", "answerable", "gold removed"
QUESTIONS = {"pubmedqa": 500, "bioasq": 289, "scifact": 500, "scitldr": 500}
"""The labelled sets, and how many questions of each are asked at most."""
OWN_WEIGHT = 4.0
"""Weight of our own questions together; each other set weighs 1."""
PAPERS = 1000
"""Papers of a set that are indexed: the gold ones of its questions, filled up with others."""
FOLDS = 5
RIDGE = 1.0
FOLDER = Path(".eval/calibrate")
REPORT = Path(__file__).parent / "calibration.md"


class Asked(NamedTuple):
    """A question to probe with; `part` is ANSWERABLE, 'absent' or 'outside', `gold` are paper ids."""

    id: str
    text: str
    part: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Probe:
    """One question asked once: its set and id, its part (or REMOVED), and what was seen."""

    subject: str
    question: str
    part: str
    signs: EvidenceSigns


class Listed(NamedTuple):
    """A list question: title keys of the gold papers, and the best logit of each paper that was read."""

    gold: frozenset[str]
    logits: Mapping[str, float]


# ------------------------------------------------------------------ asking


class Remembering:
    """Reranker that reads no text twice for one question: most stand in both of its probes."""

    def __init__(self, reranker: Reranker) -> None:
        self.key = reranker.key
        self._read = cache(lambda question, text: reranker.score(question, [text])[0])

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One logit per passage."""
        return [self._read(question, text) for text in passages]


class Reader:
    """The product's own path from a question to its evidence, with papers hidden on demand."""

    def __init__(
        self,
        corpus: Corpus,
        retriever: Retriever,
        reranker: Reranker,
        options: GatheringOptions,
        ranking: RetrievalOptions,
        known_of: KnowledgeOf,
    ) -> None:
        self._corpus = corpus
        self._retriever = retriever
        self._reranker = reranker
        self._options = options
        self._ranking = ranking
        self.papers = corpus.papers()
        self._ids = frozenset(paper.id for paper in self.papers)
        self._known = known_of(corpus)

    def probes(self, subject: str, asked: Asked) -> list[Probe]:
        """The question as it is, and again with its gold papers hidden when it has some.

        None for a question that is not answered as one of fact: only those are refused by calibration.
        """
        query, reranker = self._query(asked.text), Remembering(self._reranker)
        parts = {asked.part: frozenset[str](), **({REMOVED: asked.gold} if asked.gold else {})}
        if query.kind != "fact" or query.topic == CONTRIBUTION:
            return []
        seen = {part: self._signs(query, hidden, reranker) for part, hidden in parts.items()}
        return [Probe(subject, asked.id, part, signs) for part, signs in seen.items() if signs]

    def listed(self, case: Case) -> Listed:
        """What is read for a list question."""
        best: dict[str, float] = {}
        for item in self._ranked(self._query(case.question), frozenset(), self._reranker):
            key = title_key(item.passage.title)
            best[key] = max(item.score, best.get(key, item.score))
        return Listed(frozenset(map(title_key, case.titles)), best)

    def _query(self, text: str) -> Query:
        return self._known.understand(Question(text))

    def _signs(self, query: Query, hidden: frozenset[str], reranker: Reranker) -> EvidenceSigns | None:
        """What the product sees without the hidden papers; None when it finds nothing at all."""
        query = _as_if_never_read(query, hidden)
        ranked = self._ranked(query, hidden, reranker)
        papers = gathering.choose_papers(query, ranked, self._corpus, self._options.papers)
        found = Found(tuple(ranked), papers)
        sentences = gathering.weigh_sentences(query, found, reranker, self._options) if papers else []
        return evidence_signs(query.topic, ranked, sentences, papers[0]) if sentences else None

    def _ranked(self, query: Query, hidden: frozenset[str], reranker: Reranker) -> list[Ranked]:
        allowed = self._ids - hidden if hidden else None
        candidates = gathering.candidates(query, self._corpus, self._retriever, allowed, self._options)
        ranked = rerank(query.topic, candidates, reranker, self._ranking) if candidates else ()
        return list(gathering.named_first(query, ranked))


def _as_if_never_read(query: Query, hidden: frozenset[str]) -> Query:
    """The query of a collection without these papers: it can't name them."""
    return replace(query, named_papers=tuple(p for p in query.named_papers if p not in hidden))


def own_questions(cases: Iterable[Case], ids: Mapping[str, str]) -> Iterator[Asked]:
    """Our questions whose gold papers are all there; `ids` by title key."""
    for case in cases:
        gold = frozenset(ids.get(title_key(title), "") for title in case.titles)
        if "" not in gold:
            yield Asked(case.id, case.question, ANSWERABLE if gold else slices(case)[-1], gold)


def narrowed(subject: RetrievalSet, questions: int) -> RetrievalSet:
    """At most this many of its questions, over at most PAPERS papers unless more are gold."""
    few = limited(subject, questions)
    gold = frozenset[str]().union(*(query[2] for query in few.queries))
    others = [paper.id for paper in few.papers if paper.id not in gold][: max(0, PAPERS - len(gold))]
    kept = gold | set(others)
    return replace(few, papers=tuple(paper for paper in few.papers if paper.id in kept))


# ------------------------------------------------------------------ fitting


class Sample(NamedTuple):
    """Probes as arrays: signs, shape (n, signs); whether answerable; weights; the fold of each."""

    signs: Array
    answerable: NDArray[np.bool_]
    weights: Array
    folds: NDArray[np.int64]


def sample_of(probes: Sequence[Probe]) -> Sample:
    """Within a set both classes weigh the same, our own set OWN_WEIGHT times another; the mean is 1."""
    keys = [(probe.subject, probe.part == ANSWERABLE) for probe in probes]
    weights = np.array([(OWN_WEIGHT if key[0] == OWN else 1.0) / keys.count(key) for key in keys])
    return Sample(
        np.array([astuple(probe.signs) for probe in probes], dtype=np.float64),
        np.array([answerable for _, answerable in keys]),
        weights / weights.mean(),
        np.array([zlib.crc32(probe.question.encode()) % FOLDS for probe in probes]),
    )


def fit(sample: Sample) -> Array:
    """Intercept and weights of the raw signs by weighted maximum likelihood, shape (1 + signs,).

    The weights of the standardised signs are held down by a ridge; Newton's method. (Hastie, Tibshirani
    and Friedman, The Elements of Statistical Learning, 2009, section 4.4.)
    """
    x, y, w, _ = sample
    mean = np.average(x, axis=0, weights=w)
    spread = np.maximum(np.sqrt(np.average((x - mean) ** 2, axis=0, weights=w)), 1e-9)
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    penalty = np.diag([1e-9, *[RIDGE] * x.shape[1]])
    beta = np.zeros(z.shape[1])
    for _ in range(50):
        p = logistic(z @ beta)
        curvature = (z.T * (w * p * (1 - p))) @ z + penalty
        beta += np.linalg.solve(curvature, z.T @ (w * (y - p)) - penalty @ beta)
    raw = beta[1:] / spread
    return np.array([beta[0] - raw @ mean, *raw])


def logistic(z: Array) -> Array:
    """1 / (1 + exp(-z)), without overflow."""
    p: Array = 1 / (1 + np.exp(-np.clip(z, -50, 50)))
    return p


def cross_validated(sample: Sample) -> Array:
    """For each probe the probability by a model that saw nothing of its question, shape (n,)."""
    found = np.zeros(len(sample.weights))
    for fold in range(FOLDS):
        held_out = sample.folds == fold
        model = fit(Sample(*(array[~held_out] for array in sample)))
        found[held_out] = logistic(model[0] + sample.signs[held_out] @ model[1:])
    return found


def balanced_accuracy(sample: Sample, probabilities: Array, threshold: float) -> float:
    """Mean of the weighted shares answered when answerable and refused when not."""
    right, y, w = (probabilities >= threshold) == sample.answerable, sample.answerable, sample.weights
    return float(np.mean([np.average(right[side], weights=w[side]) for side in (y, ~y)]))


def list_f1(lists: Sequence[Listed], least: float) -> float:
    """Mean of 2 |shown and gold| / (|shown| + |gold|) over titles, papers of this logit or more shown."""
    shown = [{title for title, logit in listed.logits.items() if logit >= least} for listed in lists]
    pairs = zip(shown, (listed.gold for listed in lists), strict=True)
    return float(np.mean([2 * len(found & gold) / (len(found) + len(gold)) for found, gold in pairs]))


def best(candidates: Sequence[float], quality: Callable[[float], float]) -> float:
    """The candidate of the highest quality, of equals the middle one."""
    found = [quality(candidate) for candidate in candidates]
    top = [c for c, value in zip(candidates, found, strict=True) if value >= max(found) - 1e-12]
    return top[len(top) // 2]


# ------------------------------------------------------------------ the report


def render(probes: Sequence[Probe], lists: Sequence[Listed], command: str) -> str:
    """The tables and the settings section, as Markdown."""
    sample = sample_of(probes)
    held_out = cross_validated(sample)
    threshold = best([i / 100 for i in range(5, 96)], lambda t: balanced_accuracy(sample, held_out, t))
    least = best([i / 4 for i in range(-40, 41)], lambda t: list_f1(lists, t))
    near = sorted({threshold, *(i / 10 for i in range(2, 9))})
    names = ["intercept", *(field.name for field in fields(EvidenceSigns)), "threshold", "relevant_logit"]
    parts: dict[tuple[str, str], list[int]] = {}
    for row, probe in enumerate(probes):
        parts.setdefault((probe.subject, probe.part), []).append(row)
    shares = [[*part, len(r), *(np.mean(held_out[r] >= t) for t in near)] for part, r in parts.items()]
    f1 = [[t, list_f1(lists, t)] for t in (least + i / 2 for i in range(-4, 5))]
    return f"""\
# Calibration of abstaining

Made by `{command}`: {len(probes)} probes; the shares come from models that saw nothing of the question.

## Share answered, by threshold

{_table(["set", "part", "probes", *(f"{t:g}" for t in near)], shares)}

Balanced accuracy at {threshold:g}, all sets by weight: {balanced_accuracy(sample, held_out, threshold):.3f}.

## F1 over titles of {len(lists)} lists, by least logit

{_table(["least logit", "F1"], f1)}

## Settings

```toml
[calibration]
{chr(10).join(f"{n} = {v:.4g}" for n, v in zip(names, (*fit(sample), threshold, least), strict=True))}
```
"""


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = [[f"{c:.3f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *cells))


def main(arguments: Sequence[str]) -> int:
    """Probe, fit, print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.calibrate", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="default: ../shared")
    parser.add_argument("--limit", type=int, default=500, metavar="N", help="questions of a set, at most")
    every = [OWN, *QUESTIONS]
    parser.add_argument("--sets", nargs="+", choices=every, default=every, help="default: all")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {REPORT.name}")
    options = parser.parse_args(arguments)
    try:
        text = render(
            *_collected(options.shared, options.limit, options.sets),
            " ".join(["python -m eval.calibrate", *arguments]),
        )
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    print(text, end="")
    if options.write:
        REPORT.write_text(text, encoding="utf-8")
    return 0


def _collected(shared: Path, limit: int, sets: Sequence[str]) -> tuple[list[Probe], list[Listed]]:
    from eval.product import read_papers

    papers, cases = read_papers([shared / "seeds"]), load_cases()
    reader = _reader(OWN, papers)
    lists = [reader.listed(case) for case in cases if case.kind in ("list", "overview") and case.answerable]
    asked = own_questions(cases, {title_key(paper.title): paper.id for paper in papers})
    probes = _asked_all(OWN, asked, reader) if OWN in sets else []
    for name, most in ((name, most) for name, most in QUESTIONS.items() if name in sets):
        subject = narrowed(LOADERS[name](shared / "data"), min(most, limit))
        questions = (Asked(key, text, ANSWERABLE, gold) for key, text, gold in subject.queries)
        probes += _asked_all(name, questions, _reader(name, subject.papers))
    return probes, lists


def _reader(name: str, papers: Sequence[Paper]) -> Reader:
    from assistant import options
    from eval.product import workshop_of

    shop = workshop_of(papers, FOLDER / name)
    gathering, ranking = options.gathering(shop.settings), options.retrieval(shop.settings)
    return Reader(shop.library.open(), shop.retriever, shop.reranker, gathering, ranking, shop.known_of)


def _asked_all(subject: str, questions: Iterable[Asked], reader: Reader) -> list[Probe]:
    print(f"{subject} ...", file=sys.stderr)
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(lambda asked: reader.probes(subject, asked), questions)
        return [probe for probes in found for probe in probes]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
