from __future__ import annotations

from assistant.core.understanding.halving import halves
from assistant.core.understanding.words import Words
from assistant.domain import Paper

LYNX = Paper("lynx", "The Lynx & the Otter: Reading Rows", "We present Lynx, a reader. Lynx skips rows.")
CUT = Paper("cut", "Cutting Rows", "We introduce ROWCUT-ML. ROWCUT cuts rows, and ROWCUT-ML is fast.")
PAIR = Paper("pair", "Reading Columns: A Pair of Readers", "Reading columns is hard; columns are long.")


def found(*papers: Paper) -> dict[str, tuple[str, str]]:
    words = Words(papers, lambda: ("reading", "rows", "columns", "feel"))
    return halves(papers, {"ROWCUT-ML": ("cut",), "FEEL-IT": ("cut",), "Row2": ("cut",)}, words)


def test_a_paper_is_called_by_the_word_of_its_name_that_nobody_else_has() -> None:
    assert found(LYNX, CUT) == {"lynx": ("Lynx", "lynx"), "rowcut": ("ROWCUT", "cut")}


def test_a_word_of_two_papers_or_said_once_calls_none() -> None:
    other = Paper("other", "Counting", "A lynx is counted.")
    assert "lynx" not in found(LYNX, CUT, other)
    assert "otter" not in found(LYNX, CUT)


def test_a_plain_word_that_only_one_paper_has_may_call_it() -> None:
    assert found(PAIR, CUT)["columns"] == ("Columns", "pair")


def test_nothing_is_known_of_papers_without_words() -> None:
    assert halves((LYNX,), {}, Words()) == {}
