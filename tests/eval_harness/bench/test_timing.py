from __future__ import annotations

from eval.bench.timing import milliseconds, seconds, spread


def test_each_item_is_worked_on_once_and_timed() -> None:
    done: list[str] = []
    assert len(milliseconds(done.append, ["a", "b"])) == 2
    assert done == ["a", "b"]


def test_time_does_not_run_backwards() -> None:
    assert seconds(lambda: sum(range(1000))) > 0


def test_the_spread_is_the_median_and_the_95th_percentile() -> None:
    low, high = spread([float(number) for number in range(1, 101)])
    assert low == 50.5
    assert 95 < high < 97
