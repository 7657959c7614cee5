from __future__ import annotations

import csv
import io

from assistant.core.comparing.layout import csv_text, latex, markdown
from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Comparison
from tests.core.comparing.papers import QUICK, SLOW

PAPERS = (QUICK, SLOW)
ABSENT = Cell("not_stated", NOT_STATED)
TABLE = Comparison(
    ("quicksort9", "slowsort"),
    (
        Aspect("memory", (Cell("stated", 'a | b, "c"\nd', (1,), "quicksort9#s5"), ABSENT)),
        Aspect(
            "=sum",
            (
                Cell("conflicting", "-3 GB", (1,), "quicksort9#s5"),
                Cell("conflicting", "4", (2,), "slowsort#s4"),
            ),
        ),
    ),
)


def test_markdown_has_a_row_for_each_aspect_and_says_which_sentence() -> None:
    lines = markdown(TABLE, PAPERS).splitlines()
    assert lines[:4] == [
        "|  | QuickSort9 [1] | SlowSort [2] |",
        "| --- | --- | --- |",
        f'| memory | a \\| b, "c" d [1, s5] | {NOT_STATED} |',
        "| =sum | conflicting: -3 GB [1, s5] | conflicting: 4 [2, s4] |",
    ]
    assert lines[-1] == "[2] SlowSort: Sorting Shelves by Thought, `slowsort`"


def test_csv_has_a_row_for_each_paper_and_every_cell_with_its_address() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(TABLE, PAPERS), newline="")))
    assert rows[0] == ["paper_id", "title", "year", "memory", "memory (address)", "'=sum", "'=sum (address)"]
    assert rows[1][3:5] == ['a | b, "c"\nd', "quicksort9#s5"]
    assert rows[2][3:5] == [NOT_STATED, ""]


def test_no_cell_of_the_csv_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(TABLE, PAPERS), newline="")))
    assert rows[1][5] == "'-3 GB"


def test_latex_has_a_row_for_each_aspect_and_nothing_in_it_is_a_command() -> None:
    hostile = Aspect("[50%] & more", (Cell("stated", r"a_b \input{x} ≥ 3^2", (1,), "quicksort9#s5"), ABSENT))
    lines = latex(Comparison(("quicksort9", "slowsort"), (hostile,)), PAPERS).splitlines()
    assert r"\begin{tabular}{l*{2}{>{\raggedright\arraybackslash}p{0.40\linewidth}}}" in lines
    assert r"{} & QuickSort9 [1] & SlowSort [2] \\" in lines
    assert (
        r"{}[50\%] \& more & a\_b \textbackslash{}input\{x\} $\geq$ 3\textasciicircum{}2 [1, s5]"
        rf" & {NOT_STATED} \\"
    ) in lines
    assert lines[-1] == r"\noindent [2] SlowSort: Sorting Shelves by Thought\par"
