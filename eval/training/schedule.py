"""A step of a training run in, the learning rate's share at that step out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a run goes: steps in all, of which the first warm up and the last cool down."""

    steps: int
    cooling: int
    warming: int = 200
    rate: float = 8e-5
    batch: int = 32
    seed: int = 0
    keep_every: int = 500

    @property
    def cooled_from(self) -> int:
        """The step from which the rate falls."""
        return self.steps - self.cooling

    def factor(self, step: int) -> float:
        """Share of the full learning rate at a step."""
        return min(1.0, (step + 1) / self.warming, max(0.0, (self.steps - step) / max(1, self.cooling)))
