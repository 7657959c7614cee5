"""Questions asked with and without their papers in, the settings section [calibration] out.

    python -m eval.calibrate --shared ../shared --write

Every fact question is a probe: an answerable one, an unanswerable one, or an answerable one again with its
gold papers hidden; of eval/data/refusals.jsonl the half that may be looked at. A logistic model (Platt,
Probabilistic outputs for support vector machines, 1999) learns from `EvidenceSigns` whether the answer is
there. `--write` keeps the tables in eval/calibration.md.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.core.abstaining import AGAINST, Calibration, EvidenceSigns
from assistant.core.calibrating import Seen, calibrated, observed
from assistant.core.merge import title_key
from assistant.core.ports import Reranker
from assistant.core.probing import Prober, Remembering
from assistant.core.rhetoric import CONTRIBUTION
from assistant.domain import Paper, Progress
from assistant.errors import AssistantError
from eval.bench.datasets import LOADERS, RetrievalSet, limited
from eval.bench.refusals import QUESTIONS as REFUSALS
from eval.bench.refusals import seen
from eval.cases import Case, load_cases
from eval.drawing import slices
from eval.run import THREADS

Array = NDArray[np.float64]

OWN, ANSWERABLE, TOLD, REMOVED = "own", "answerable", "told", "gold removed"
QUESTIONS = {"pubmedqa": 500, "bioasq": 289, "scifact": 500, "scitldr": 500}
"""The labelled sets, and how many questions of each are asked at most."""
OWN_WEIGHT = 4.0
"""Weight of our own questions together; each other set weighs 1."""
SHARES = {TOLD: 1 / 2, REMOVED: 1 / 2}
"""Weight of these parts beside the other one of their class, which weighs 1."""
PAPERS = 1000
"""Papers of a set that are indexed: the gold ones of its questions, filled up with others."""
FOLDS = 5
RIDGE = 1.0
DIRECTIONS = np.array([-1.0 if field.name in AGAINST else 1.0 for field in fields(EvidenceSigns)])
"""1 for signs that speak for an answer, -1 for those against."""
FOLDER = Path(".eval/calibrate")
REPORT = Path(__file__).parent / "calibration.md"


class Asked(NamedTuple):
    """A question to probe with; `part` is ANSWERABLE, TOLD, 'absent' or 'outside', `gold` are paper ids."""

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


class Reader:
    """The product's own path from a question to its evidence, with papers hidden on demand."""

    def __init__(self, prober: Prober, reranker: Reranker, papers: Sequence[Paper]) -> None:
        self._prober = prober
        self._reranker = reranker
        self.papers = papers

    def probes(self, subject: str, asked: Asked) -> list[Probe]:
        """The question as it is, and again with its gold papers hidden when it has some.

        None for a question that is not answered as one of fact: only those are refused by calibration.
        """
        query, reranker = self._prober.understand(asked.text), Remembering(self._reranker)
        parts = {asked.part: frozenset[str](), **({REMOVED: asked.gold} if asked.gold else {})}
        if query.kind != "fact" or query.topic == CONTRIBUTION:
            return []
        seen = {part: self._prober.signs(query, hidden, reranker) for part, hidden in parts.items()}
        return [Probe(subject, asked.id, part, signs) for part, signs in seen.items() if signs]

    def observed(self) -> list[Seen]:
        """The collection's own probes, which the product makes of any collection."""
        steps = observed(self.papers, self._prober, self._reranker)
        return [step for step in steps if not isinstance(step, Progress)]

    def listed(self, case: Case) -> Listed:
        """What is read for a list question."""
        best: dict[str, float] = {}
        query = self._prober.understand(case.question)
        for item in self._prober.ranked(query, frozenset(), self._reranker):
            key = title_key(item.passage.title)
            best[key] = max(item.score, best.get(key, item.score))
        return Listed(frozenset(map(title_key, case.titles)), best)


def own_questions(
    cases: Iterable[Case], ids: Mapping[str, str], answerable: str = ANSWERABLE
) -> Iterator[Asked]:
    """Our questions whose gold papers are all there; `ids` by title key, `answerable` names their part."""
    for case in cases:
        gold = frozenset(ids.get(title_key(title), "") for title in case.titles)
        if "" not in gold:
            yield Asked(case.id, case.question, answerable if gold else slices(case)[-1], gold)


def narrowed(subject: RetrievalSet, questions: int, papers: int = PAPERS) -> RetrievalSet:
    """At most this many of its questions, over at most so many papers unless more are gold."""
    few = limited(subject, questions)
    gold = frozenset[str]().union(*(query[2] for query in few.queries))
    others = [paper.id for paper in few.papers if paper.id not in gold][: max(0, papers - len(gold))]
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
    """Within a set both classes weigh the same, our own set OWN_WEIGHT times another; the mean is 1.

    Questions that name their paper stand in both classes (TOLD, and most of 'absent'), each part with its own
    weight: else naming a paper would itself speak against an answer, as most of those few have none.
    """
    keys = [(p.subject, p.part if p.part in (ANSWERABLE, TOLD, REMOVED) else "absent") for p in probes]
    sums = {
        (subject, there): sum(SHARES.get(p, 1.0) for s, p in set(keys) if s == subject and _told(p) == there)
        for subject in {subject for subject, _ in keys}
        for there in (True, False)
    }
    shares = [SHARES.get(part, 1.0) / sums[subject, _told(part)] for subject, part in keys]
    sets = [OWN_WEIGHT if subject == OWN else 1.0 for subject, _ in keys]
    sizes = Counter(keys)
    weights = np.array([a * b / sizes[key] for a, b, key in zip(sets, shares, keys, strict=True)])
    return Sample(
        np.array([astuple(probe.signs) for probe in probes], dtype=np.float64),
        np.array([_told(part) for _, part in keys]),
        weights / weights.mean(),
        np.array([zlib.crc32(probe.question.encode()) % FOLDS for probe in probes]),
    )


def _told(part: str) -> bool:
    return part in (ANSWERABLE, TOLD)


def fit(sample: Sample, directions: Array = DIRECTIONS) -> Array:
    """Intercept and weights of the raw signs by weighted maximum likelihood, shape (1 + signs,).

    The weights of the standardised signs are held down by a ridge; Newton's method. (Hastie, Tibshirani
    and Friedman, The Elements of Statistical Learning, 2009, section 4.4.) A sign whose weight would go
    against its meaning is left out, the worst first, so that more evidence never makes a refusal likelier.
    """
    left = np.ones(sample.signs.shape[1], dtype=bool)
    while True:
        found = np.zeros(1 + len(left))
        found[np.r_[True, left]] = _maximum(sample._replace(signs=sample.signs[:, left]))
        wrong = found[1:] * directions[: len(left)] * np.maximum(sample.signs.std(axis=0), 1e-9)
        if wrong.min() >= 0:
            return found
        left[wrong.argmin()] = False


def _maximum(sample: Sample) -> Array:
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


class Collected(NamedTuple):
    """Everything that was seen."""

    probes: Sequence[Probe]
    lists: Sequence[Listed]
    observed: Sequence[Seen]
    """Probes that the product makes of our own papers by itself."""


def middle(seen: Sequence[Seen], weights: Array) -> float:
    """Logit midway between probes with and without an answer, by a model as `fit` gives it."""
    names = ["intercept", *(field.name for field in fields(EvidenceSigns))]
    found = calibrated(0, seen, Calibration(**dict(zip(names, weights.tolist(), strict=True))))
    return found.middle if found else 0.0


def render(collected: Collected, command: str) -> str:
    """The tables and the settings section, as Markdown."""
    probes, lists, _ = collected
    sample = sample_of(probes)
    held_out = cross_validated(sample)
    threshold = best([i / 100 for i in range(5, 96)], lambda t: balanced_accuracy(sample, held_out, t))
    least = best([i / 4 for i in range(-40, 41)], lambda t: list_f1(lists, t))
    near = sorted({threshold, *(i / 10 for i in range(2, 9))})
    weights = fit(sample)
    values = [*weights, threshold, least, middle(collected.observed, weights)]
    signs = (field.name for field in fields(EvidenceSigns))
    names = ["intercept", *signs, "threshold", "relevant_logit", "probe_middle"]
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
{chr(10).join(f"{name} = {value:.4g}" for name, value in zip(names, values, strict=True))}
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
    parser.add_argument("--papers", type=int, default=PAPERS, metavar="N", help="papers of a set, at most")
    every = [OWN, *QUESTIONS]
    parser.add_argument("--sets", nargs="+", choices=every, default=every, help="default: all")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {REPORT.name}")
    options = parser.parse_args(arguments)
    try:
        text = render(
            _collected(options.shared, options.limit, options.sets, options.papers),
            " ".join(["python -m eval.calibrate", *arguments]),
        )
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    print(text, end="")
    if options.write:
        REPORT.write_text(text, encoding="utf-8")
    return 0


def _collected(shared: Path, limit: int, sets: Sequence[str], most_papers: int) -> Collected:
    from eval.product import read_papers

    papers, cases = read_papers([shared / "seeds"]), load_cases()
    reader = _reader(OWN, papers)
    lists = [reader.listed(case) for case in cases if case.kind in ("list", "overview") and case.answerable]
    more = [case for case in load_cases(REFUSALS) if seen(case.id)]
    ids = {title_key(paper.title): paper.id for paper in papers}
    asked = [*own_questions(cases, ids), *own_questions(more, ids, TOLD)]
    probes = _asked_all(OWN, asked, reader) if OWN in sets else []
    for name, most in ((name, most) for name, most in QUESTIONS.items() if name in sets):
        subject = narrowed(LOADERS[name](shared / "data"), min(most, limit), most_papers)
        questions = (Asked(key, text, ANSWERABLE, gold) for key, text, gold in subject.queries)
        probes += _asked_all(name, questions, _reader(name, subject.papers))
    return Collected(probes, lists, reader.observed())


def _reader(name: str, papers: Sequence[Paper]) -> Reader:
    from assistant import options
    from eval.product import workshop_of

    shop = workshop_of(papers, FOLDER / name)
    corpus = shop.library.open()
    gathering, ranking = options.gathering(shop.settings), options.retrieval(shop.settings)
    prober = Prober(corpus, shop.retriever, gathering, ranking, shop.known_of(corpus))
    return Reader(prober, shop.reranker, corpus.papers())


def _asked_all(subject: str, questions: Iterable[Asked], reader: Reader) -> list[Probe]:
    print(f"{subject} ...", file=sys.stderr)
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(lambda asked: reader.probes(subject, asked), questions)
        return [probe for probes in found for probe in probes]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
