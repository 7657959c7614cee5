"""A folder of open data in; the training file, its evidence selected, calibration and test files out.

An abstract is in one part only, by the hash of its name. What is trained on, and how much of it, is all here.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from eval.training import abstracts, sources
from eval.training.abstracts import Abstract, Split
from eval.training.examples import Example, save, selected, share
from eval.training.pairs import Maker

ABSTRACTS = {"arxiv": 7000, "acl": 5000, "review": 2500}
TEST, CALIBRATION = 0.06, 0.12
"""Groups whose share is below the first are tested on, below the second calibrated on."""
SUMMARY_ROUNDS = 3
QUOTAS = {
    "generated": 40000, "summaries": 14000, "fever-dev": 9000, "mnli-dev": 8000, "fool-me-twice": 6000,
    "citation-integrity": 4000, "summedits": 3600, "scitail-dev-test": 3400, "evidence-inference": 3200,
    "wiki-nli": 3000, "snli-dev": 3000, "counterfactual-snli": 3000, "feverous-dev": 2800, "entailmentbank":
    2500, "scifact-rationale": 1700, "scifact-train": 1500, "fever-symmetric": 1400, "conjnli": 1000,
    "qasc-dev": 1000, "wice-train": 1000, "med": 500, "help-conj": 300, "breaking-nli": 300,
    "dialfact-sample": 190,
}  # fmt: skip
"""Examples of each set in the training file; a small set is repeated up to three times."""
FINISHED = {
    "generated": 7000, "summaries": 7000, "fool-me-twice": 5000, "fever-dev": 4000, "citation-integrity":
    4000, "summedits": 3600, "evidence-inference": 3200, "mnli-dev": 3000, "feverous-dev": 2800,
    "scitail-dev-test": 2000, "scifact-rationale": 1600, "entailmentbank": 800, "wice-train": 800,
    "scifact-train": 700, "fever-symmetric": 700,
}  # fmt: skip
"""The same for the file of the last steps, while the learning rate falls: science and long texts."""
MOST_REPEATS = 3
SUMMEDITS = tuple(
    f"summedits-{name}"
    for name in ("ectsum", "news", "podcast", "qmsumm", "sales_call", "sales_email", "samsum")
)
TRAINED = {
    "scifact-rationale": ("train",),
    "citation-integrity": ("train",),
    **dict.fromkeys(SUMMEDITS, ("train",)),
}
OWN = ("generated", "summaries")
MEASURED = {"scifact-dev": ("test",), "citation-integrity": ("dev",), "wice": ("dev",)}
OUTSIDE = {
    "healthver": ("dev",),
    "expertqa": ("test",),
    "attributionbench-Stanford-GenSearch": ("dev", "test"),
}
"""Never trained on, whatever the licence: how far the model carries to other texts."""
MOST_OUTSIDE = 200
MOST_PAIRS = 2000
CALIBRATED = defaultdict(lambda: 220, {"generated": 700, "summaries": 500})
"""Most examples of each set in the calibration file."""


def build(data: Path, out: Path, split: Split, seed: int = 0) -> Mapping[str, int]:
    """Write every file under `out`; the number of examples in each."""
    rows = [*generated(data, split, seed), *labelled(data, split)]
    trained = _part(rows, "train")
    parts = {
        "train": mixed(trained, seed),
        "finish": mixed((row for row in trained if _finishing(row)), seed, quotas=FINISHED),
        "calibration": mixed(_part(rows, "calibration"), seed, repeats=1, quotas=CALIBRATED),
        "test-pairs": [row for row in _part(rows, "test") if row.source in OWN][:MOST_PAIRS],
        **{f"test-{name}": found for name, found in measured(data, split).items()},
    }
    return {
        name: save(out / f"{name}.jsonl", map(selected, found) if name in ("train", "finish") else found)
        for name, found in parts.items()
    }


def _finishing(row: Example) -> bool:
    """In a set of the last steps."""
    return ("summedits" if row.source in SUMMEDITS else row.source) in FINISHED


def generated(data: Path, split: Split, seed: int) -> Iterator[Example]:
    """Minimal pairs and single claims of open abstracts, then the same of summaries."""
    maker = Maker(seed)
    own = abstracts.read(data, split, ABSTRACTS)
    for one, other in zip(own, abstracts.similar(own), strict=True):
        yield from maker.pairs(one, other)
        yield from maker.singles(one, other)
    yield from _summaries(data, seed)


def _summaries(data: Path, seed: int) -> Iterator[Example]:
    rows = list(sources.summaries(data, "train"))
    papers = [Abstract(row.group, row.claim, row.sentences) for row in rows]
    others = abstracts.similar(papers)
    for number in range(SUMMARY_ROUNDS):
        maker = Maker(seed + number)
        for row, paper, other in zip(rows, papers, others, strict=True):
            yield from maker.summary(row, paper, other)


def labelled(data: Path, split: Split) -> Iterator[Example]:
    """Examples of the open sets that may be trained on."""
    for name in sources.TRAINED_NLI:
        yield from _spread(sources.nli(data, name, split), name, 2 * QUOTAS[name])
    yield from sources.grounding(data, TRAINED, split)
    yield from sources.scifact_claims(data, split)
    yield from sources.unsupported_parts(data)


def measured(data: Path, split: Split) -> dict[str, list[Example]]:
    """Sets that are only measured on, by name."""
    tests: dict[str, list[Example]] = defaultdict(list)
    for row in sources.grounding(data, {**MEASURED, **OUTSIDE}, split):
        tests[row.source].append(row)
    for name in OUTSIDE:
        tests[name] = _spread(tests[name], name, MOST_OUTSIDE)
    for name in sources.UNTRAINED_NLI:
        tests[name] = _spread(sources.nli(data, name, split), name, MOST_OUTSIDE)
    tests["scitldr"] = list(sources.summaries(data, "dev"))
    tests["pubmedqa"] = list(sources.conclusions(data, split))
    return tests


def mixed(
    rows: Iterable[Example], seed: int, repeats: int = MOST_REPEATS, quotas: Mapping[str, int] = QUOTAS
) -> list[Example]:
    """Each set up to its quota, twins kept together until all are shuffled."""
    draw = random.Random(seed)
    sets: dict[str, dict[str, list[Example]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(rows):
        name = "summedits" if row.source in SUMMEDITS else row.source
        sets[name][row.pair or str(number)].append(row)
    found = [row for name, units in sets.items() for row in _drawn(units, draw, repeats, quotas[name])]
    draw.shuffle(found)
    return found


def _drawn(
    units: Mapping[str, list[Example]], draw: random.Random, repeats: int, quota: int
) -> Iterator[Example]:
    order = [unit for _ in range(repeats) for unit in draw.sample(sorted(units), len(units))]
    return islice((row for unit in order for row in units[unit]), quota)


def _spread(rows: Iterable[Example], name: str, limit: int) -> list[Example]:
    found = list(rows)
    return random.Random(name).sample(found, min(limit, len(found)))


def _part(rows: Iterable[Example], name: str) -> list[Example]:
    return [row for row in rows if _part_of(row.group) == name]


def _part_of(group: str) -> str:
    place = share(group)
    return "test" if place < TEST else "calibration" if place < CALIBRATION else "train"
