from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.core.comparing.synthesis import synthesis
from assistant.domain import Answer, Aspect, Cell, Comparison, SentenceVerdict
from assistant.tui.comparing import comparison_content, comparison_markdown, fits, without_table
from assistant.tui.legible import one_line
from assistant.tui.marking import literal
from tests.tui.scripted import COMPARED, DENSE, FAST, SPARSE, compared
from tests.tui.test_marking import rendered

WIDE, NARROW = 80, 40


def cells(markdown: str) -> list[str]:
    """What stands in each cell of a Markdown table, row by row."""
    tokens = MarkdownIt("gfm-like").parse(markdown)
    inside = [after for cell, after in pairwise(tokens) if cell.type in ("th_open", "td_open")]
    return [rendered(token.content) for token in inside]


def with_summary(verdict: str = "supported") -> Answer:
    """The comparison behind a sentence of a model."""
    text = "Both are fast. [1]\n\n"
    shift = len(text)
    moved = [replace(s, start=s.start + shift, end=s.end + shift) for s in COMPARED.sentences]
    first = replace(FAST.sentences[0], text="Both are fast.", start=0, end=len("Both are fast."))
    verdicts = [SentenceVerdict(verdict, 1.0) for _ in COMPARED.verdicts]  # type: ignore[arg-type]
    return replace(
        COMPARED,
        text=text + COMPARED.text,
        sentences=(first, *moved),
        verdicts=(COMPARED.verdicts[0], *verdicts),
    )


def test_a_wide_window_has_a_table_of_papers_and_aspects() -> None:
    assert cells(comparison_markdown(COMPARED, WIDE)) == [
        *("", "SparseNet", "DenseNet"),
        *("speed", "They are twice as fast. [1]", "not stated in the abstract"),
        *(
            "design",
            "conflicting: Sparse layers skip most pairs. [1]",
            "conflicting: Dense layers compare all pairs. [2]",
        ),
        *("detail", "They are twice as fast. [1]", "They are accurate. [2]"),
        *("data", "not stated in the abstract", "not stated in the abstract"),
    ]


def test_a_narrow_window_has_a_block_for_each_aspect() -> None:
    shown = rendered(comparison_markdown(COMPARED, NARROW))
    assert "SparseNet: They are twice as fast. [1]" in shown
    assert "as under speed [1]" in shown
    assert shown.endswith("datanot stated in the abstract")
    assert not cells(comparison_markdown(COMPARED, NARROW))


def test_a_folded_comparison_has_the_words_of_the_blocks() -> None:
    plain = comparison_content(COMPARED).plain.replace("• ", "")
    assert "".join(plain.split()) == "".join(rendered(comparison_markdown(COMPARED, NARROW)).split())
    assert comparison_content(FAST).plain == comparison_markdown(FAST, WIDE) == ""


def test_what_is_not_stated_is_set_apart() -> None:
    assert f"*{literal('not stated in the abstract')}*" in comparison_markdown(COMPARED, WIDE)
    muted = [span for span in comparison_content(COMPARED).spans if str(span.style) == "$text-muted"]
    assert len(muted) == 3


@pytest.mark.parametrize(
    ("columns", "papers", "fit"), [(74, 2, True), (60, 2, False), (104, 3, True), (104, 4, False)]
)
def test_as_many_papers_stand_side_by_side_as_can_be_read(columns: int, papers: int, fit: bool) -> None:
    assert fits(Comparison(("p",) * papers, ()), columns) == fit


def test_text_that_the_table_repeats_is_left_out() -> None:
    assert without_table(COMPARED).text == ""
    summed = without_table(with_summary())
    assert summed.text == "Both are fast. [1]"
    assert len(summed.sentences) == len(summed.verdicts) == 1


def test_text_with_a_doubtful_sentence_stays_beside_the_table() -> None:
    assert without_table(doubtful := with_summary("unsupported")) == doubtful


def test_text_that_says_something_else_stays() -> None:
    other = replace(COMPARED, text=f"{COMPARED.text}!")
    assert without_table(other) == other
    assert without_table(FAST) == FAST


@given(st.lists(st.text(min_size=1), min_size=2, max_size=2))
def test_any_cell_is_shown_as_it_is_quoted(texts: list[str]) -> None:
    row = tuple(
        Cell("stated", text.replace("*", ""), (label,), "") for label, text in enumerate(texts, start=1)
    )
    result = compared((SPARSE, DENSE), Aspect("aspect", row))
    shown = cells(comparison_markdown(result, WIDE))[4:]
    assert [cell.strip() for cell in shown] == [f"{one_line(c.text)} [{c.labels[0]}]".strip() for c in row]


def test_the_text_of_the_scripted_comparison_is_the_engines() -> None:
    assert COMPARED.comparison is not None
    assert COMPARED.text == synthesis(COMPARED.comparison, (SPARSE, DENSE)).text
