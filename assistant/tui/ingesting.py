"""Steps of reading papers in, what is told of them out; knows no screen."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from assistant.domain import Ingested, IngestStep, Problem, Progress, Receipt
from assistant.errors import AssistantError
from assistant.tui.legible import one_line

STAGES = {
    "read": "reading",
    "embed": "embedding",
    "build": "building the index",
    "verify": "checking the index",
    "calibrate": "probing what it can answer",
}
_COUNTS = ("added", "updated", "merged", "unchanged", "rejected", "failed")


@dataclass(slots=True)
class Ingestion:
    """One run of reading papers; times are seconds of a monotonic clock."""

    started: float = field(default_factory=time.monotonic)
    progress: Progress | None = None
    problems: list[Problem] = field(default_factory=list)
    receipt: Receipt | None = None
    error: AssistantError | None = None
    stopped: bool = False
    _stage_began: float = 0.0

    @property
    def ended(self) -> bool:
        """True when nothing more is read."""
        return bool(self.receipt or self.error or self.stopped)

    def take(self, step: IngestStep, now: float) -> None:
        """Learn from one step."""
        match step:
            case Progress():
                if self.progress is None or self.progress.stage != step.stage:
                    self._stage_began = now
                self.progress = step
            case Problem():
                self.problems.append(step)
            case Ingested(receipt):
                self.receipt = receipt
                self.problems = list(receipt.problems)

    def told(self, now: float) -> str:
        """What is being done, how far and how fast, or how it ended, on one line."""
        if self.error:
            return f"✗ {one_line(self.error.what)} · {one_line(self.error.remedy or self.error.why)}"
        if self.receipt:
            return f"{_receipt(self.receipt)}{self._hint}"
        if self.stopped:
            return f"stopped; add the same files again to go on{self._hint}"
        if self.progress is None:
            return "reading…"
        rejected = f" · {len(self.problems)} not usable" if self.problems else ""
        return f"{_progress(self.progress)}{self._rate(now)}{rejected}"

    def _rate(self, now: float) -> str:
        seconds = now - self._stage_began
        if self.progress is None or seconds < 1 or not self.progress.done:
            return ""
        return f" · {self.progress.done / seconds:.0f}/s"

    @property
    def _hint(self) -> str:
        return " · p shows why" if self.problems else ""


def _progress(progress: Progress) -> str:
    of = f" of {progress.total:,}" if progress.total else ""
    return f"{STAGES[progress.stage]}… {progress.done:,}{of}"


def _receipt(receipt: Receipt) -> str:
    counts = [(getattr(receipt, name), name) for name in _COUNTS]
    return f"read {receipt.read:,} = {' + '.join(f'{n:,} {name}' for n, name in counts if n) or 'nothing'}"
