"""A collection in, the threshold of refusing that suits it out, with how its own probes fare by it.

The weights of the signs are the same everywhere; what differs is how near to any question something lies: in
a collection about one subject nearly everything does. So the threshold moves as far as the middle between
probes that can be answered and those that can't lies from that of the collection the weights were fitted on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

from assistant.core.abstaining import Calibration, EvidenceSigns, answerable
from assistant.core.ports import Corpus, Library, Reranker
from assistant.core.probing import Probe, Prober, Remembering, probes
from assistant.domain import Paper, Progress

LEAST_PAPERS = 150
"""Papers of a collection from which it is probed: of fewer, a handful of probes says too little."""
TOO_FEW = f"of fewer than {LEAST_PAPERS} papers no collection is probed"
_SHARE = 200
_FEWEST, _MOST = 5, 20
"""Papers asked about, three probes each: one in 200, so that probing takes a twelfth of embedding's time."""
GROWTH = 0.25
"""Share of papers that may come or go before a collection is probed again."""
_TRUST = 20
"""Probes that can be answered at which the threshold goes half of the way."""
_FARTHEST = 1.0
"""Logits that the threshold moves at most."""


Seen = tuple[Probe, EvidenceSigns]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What probing a collection gave."""

    papers: int
    """Papers that the collection had."""
    middle: float
    """Logit midway between the means of both kinds of probes."""
    threshold: float
    """Probability of an answer being there below which none is given."""
    told: int
    """Probes that can be answered, and how many of them would be refused."""
    told_refused: int
    untold: int
    """Probes that can't, and how many of them would be refused."""
    untold_refused: int
    fit: str = ""
    """The fit whose probabilities the threshold is of, see `Calibration.fit`."""

    @property
    def text(self) -> str:
        """Precision and recall of refusing, for people."""
        refused = self.told_refused + self.untold_refused
        precision = f"{self.untold_refused / refused:.2f}" if refused else "none"
        return (
            f"refuses below {self.threshold:.2f}; of {self.untold} probes without an answer it refuses "
            f"{self.untold_refused}, of {self.told} with one {self.told_refused} (precision {precision})"
        )


def calibrated(papers: int, seen: Sequence[Seen], calibration: Calibration) -> Calibrated | None:
    """The threshold for a collection of which these signs were seen; None without probes of both kinds."""
    told = [answerable(signs, calibration) for probe, signs in seen if probe.part == "told"]
    untold = [answerable(signs, calibration) for probe, signs in seen if probe.part != "told"]
    if not told or not untold:
        return None
    middle = (fmean(map(_logit, told)) + fmean(map(_logit, untold))) / 2
    way = (middle - calibration.probe_middle) * len(told) / (len(told) + _TRUST)
    moved = _logit(calibration.threshold) + max(-_FARTHEST, min(_FARTHEST, way))
    # Rounded: processors differ in the last digits.
    threshold = round(1 / (1 + math.exp(-moved)), 2)
    refused = [sum(p < threshold for p in part) for part in (told, untold)]
    counts = (len(told), refused[0], len(untold), refused[1])
    return Calibrated(papers, round(middle, 2), threshold, *counts, calibration.fit)


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def probed(papers: int) -> int:
    """How many papers of a collection of this size are asked about."""
    return max(_FEWEST, min(_MOST, papers // _SHARE))


def observed(papers: Sequence[Paper], prober: Prober, reranker: Reranker) -> Iterator[Seen | Progress]:
    """The collection's own probes with the signs of their evidence; before each, how far it is."""
    planned, remembering = list(probes(papers, probed(len(papers)))), Remembering(reranker)
    for number, probe in enumerate(planned):
        yield Progress("calibrate", number, len(planned))
        query = prober.understand(probe.text)
        hidden = frozenset({probe.paper}) if probe.part == "hidden" else frozenset[str]()
        if query.kind == "fact" and (signs := prober.signs(query, hidden, remembering)):
            yield probe, signs
    yield Progress("calibrate", len(planned), len(planned))


class CalibrationStore(Protocol):
    """What probing a collection gave, kept beside its index: a port."""

    def load(self) -> Calibrated | None:
        """What was kept last, None when nothing was, or nothing that can be read."""
        ...

    def save(self, found: Calibrated) -> None:
        """Keep it, durably, in place of what was; raises StoreError."""
        ...


class Calibrator:
    """Probes a collection after it has changed, and keeps what came of it."""

    def __init__(
        self,
        library: Library,
        prober_of: Callable[[Corpus], Prober],
        reranker: Callable[[], Reranker],
        calibration: Calibration,
        store: CalibrationStore,
    ) -> None:
        self._library = library
        self._prober_of = prober_of
        self._reranker = reranker
        self._calibration = calibration
        self._store = store

    def run(self, *, anew: bool = False) -> Iterator[Progress]:
        """Probe the collection when it is large enough and has changed enough, or in any case if `anew`."""
        corpus = self._library.open()
        papers = corpus.papers()
        if len(papers) < LEAST_PAPERS or not (anew or self._outgrown(len(papers))):
            return
        seen: list[Seen] = []
        for step in observed(papers, self._prober_of(corpus), self._reranker()):
            if isinstance(step, Progress):
                yield step
            else:
                seen.append(step)
        if found := calibrated(len(papers), seen, self._calibration):
            self._store.save(found)

    def _outgrown(self, papers: int) -> bool:
        stored = self._store.load()
        return stored is None or abs(papers - stored.papers) > GROWTH * stored.papers
