from __future__ import annotations

from eval.steadiness import Found, render, steady

SAME = [Found(seed, threads, 254, "passed", "ab" * 32) for seed in (0, 1) for threads in (1, 2)]


def test_runs_that_pass_with_the_same_bytes_are_steady() -> None:
    assert steady(SAME)
    assert "4 runs pass with the same bytes" in render(SAME, "c")


def test_one_other_byte_is_enough() -> None:
    assert not steady([*SAME, SAME[0]._replace(digest="cd" * 32)])


def test_one_run_that_does_not_pass_is_enough_though_the_bytes_are_the_same() -> None:
    for state in ("failed", "not judged"):
        assert not steady([each._replace(state=state) for each in SAME])
    mixed = [*SAME, SAME[0]._replace(state="failed")]
    assert not steady(mixed)
    assert "DO NOT" in render(mixed, "c")
    assert "| 0 | 1 | 254 | 1 of 2 |" in render(mixed, "c")


def test_nothing_run_is_not_steady() -> None:
    assert not steady([])
