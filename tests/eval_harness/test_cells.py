from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Comparison, Paper
from eval.cells import EMPTY, Gold, Tally, tally

FAST = Paper("fast", "Fast Rows", "We read rows in pairs. They take 4 ms and no memory.")
SLOW = Paper("slow", "Slow Rows", "We read rows one by one. They take 9 ms.")
PAPERS = {paper.id: paper for paper in (FAST, SLOW)}
GOLD: Gold = {
    "Fast Rows": {"approach": ("in pairs",), "cost": ("no memory", "4 ms"), "limits": ()},
    "slow rows": {"approach": ("one by one",), "limits": ()},
}
NONE = Cell("not_stated", NOT_STATED)


def said(text: str) -> Cell:
    return Cell("stated", text, (1,), "fast#s1")


def table(**rows: tuple[Cell, Cell]) -> Comparison:
    return Comparison(("fast", "slow"), tuple(Aspect(name, cells) for name, cells in rows.items()))


def test_a_cell_is_right_when_it_holds_a_wording_of_its_own_paper() -> None:
    found = tally(table(approach=(said("We read rows in pairs."), said("in pairs"))), GOLD, PAPERS)
    assert (found.right, found.wrong) == (1, 1)


def test_a_row_that_the_table_leaves_out_is_rightly_empty_or_not_counted() -> None:
    found = tally(table(approach=(said("in pairs"), NONE)), GOLD, PAPERS)
    assert found == Tally(right=1, missed=1, silent=2)


def test_a_cell_of_what_no_sentence_states_is_falsely_filled() -> None:
    found = tally(table(limits=(said("They take 9 ms."), NONE)), GOLD, PAPERS)
    assert (found.false, found.silent) == (1, 1)
    assert found.silence == 0.5


def test_gold_does_not_count_for_another_abstract_of_the_paper() -> None:
    other = {**PAPERS, "fast": Paper("fast", "Fast Rows", "Rows are read two at a time.")}
    assert tally(table(approach=(said("two at a time"), said("one by one"))), GOLD, other) == Tally(
        right=1, silent=1
    )


def test_rows_and_papers_without_gold_are_not_counted() -> None:
    assert tally(table(approach=(said("in pairs"), NONE)), {}, PAPERS) == Tally()
    assert tally(table(colour=(said("red"), said("blue"))), {"Slow Rows": {"limits": ()}}, PAPERS) == Tally(
        silent=1
    )


def test_a_wrong_cell_is_worse_than_an_empty_one() -> None:
    assert Tally(right=3, missed=1).score == (3 + EMPTY) / 4
    assert Tally(right=3, wrong=1).score == 3 / 4
    assert Tally(right=3, false=1).score == 3 / 4
    assert Tally(right=3, silent=1).score == 1.0


@pytest.mark.parametrize("share", ["precision", "recall", "silence", "score"])
def test_what_does_not_apply_is_no_number(share: str) -> None:
    assert getattr(Tally(), share) is None


COUNTS = st.integers(0, 50)


@given(st.builds(Tally, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS))
def test_every_share_lies_between_0_and_1(found: Tally) -> None:
    shares = (found.precision, found.recall, found.silence, found.score)
    assert all(0 <= share <= 1 for share in shares if share is not None)


@given(st.builds(Tally, COUNTS, COUNTS, st.integers(1, 50), COUNTS, COUNTS))
def test_filling_an_empty_cell_wrongly_never_pays(found: Tally) -> None:
    worse = Tally(found.right, found.wrong + 1, found.missed - 1, found.silent, found.false)
    assert found.score is not None
    assert worse.score is not None
    assert worse.score < found.score
