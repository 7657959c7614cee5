from __future__ import annotations

import pytest

from assistant.core.understanding.entitling import short_names, size, variants
from assistant.core.understanding.words import Words
from assistant.domain import Paper


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("The RowGen: Reading Rows", ["RowGen: Reading Rows", "RowGen"]),
        ("Reading Rows (RoRe) by Night", ["RoRe"]),
        ("Reading Rows with RowGen", ["RowGen"]),
        ("Row-Gen and Row-Skip: Reading Rows", ["Row-Gen", "Row-Skip"]),
        ("“RowGen”: Reading Rows", ["RowGen"]),
        ("ROW_LAB at RowEval-2020 Task 12: Reading Rows", ["ROW_LAB"]),
        ("Row-Club@RowTech-EACL2021: Reading Rows", ["Row-Club"]),
        ("Team Rowan at RowEval 2018: Reading Rows", ["Rowan"]),
        ("Rowan’s Submission to the Shared Task on Reading Rows", ["Rowan"]),
        ("The ROW-UPC Machine Translation System for WMT21", ["ROW-UPC"]),
    ],
)
def test_a_title_gives_its_paper_short_names(title: str, names: list[str]) -> None:
    assert set(names) <= set(short_names(title, Words()))


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("A Smart System for Reading 100 Rows", "A"),
        ("English Systems for WMT21", "English"),
        ("Looking at Rows: Reading 2", "Looking"),
        ("Hope at RowEval-2020 Task 1: Reading Rows", "Hope"),
    ],
)
def test_an_ordinary_word_is_no_team(title: str, word: str) -> None:
    assert word not in list(short_names(title, Words((), lambda: ("hope", "looking"))))


def test_a_team_with_an_everyday_name_is_called_with_its_contest() -> None:
    words = Words((), lambda: ("hope", "looking"))
    for title in ("Hope at RowEval-2020 Task 1: Reading Rows", "Hope @ RowEval-EACL2021 : Reading Rows"):
        names = list(short_names(title, words))
        assert {"Hope RowEval", "Hope at RowEval"} <= set(names)
        assert "Hope" not in names


def test_a_name_with_its_sizes_is_a_name() -> None:
    paper = Paper("own", "Reading Rows", "Row2 reads. Row2-s is small, Row2H reads more, and Row2-s is fast.")
    assert list(variants(paper, ["Row2"])) == ["Row2-s", "Row2H", "Row2-s"]


@pytest.mark.parametrize(
    ("behind", "letters"),
    [("-s and Y", 2), ("-7B", 3), ("-large: how", 6), ("-free reading", 0), ("-s-2", 0), (" s", 0)],
)
def test_a_size_is_told_from_other_words(behind: str, letters: int) -> None:
    assert size(behind) == letters
