from __future__ import annotations

import pytest

from assistant.core.comparing.called import nearest_titles, papers_called
from tests.core.comparing.papers import QUICK, SLOW, TEA

PAPERS = [QUICK, SLOW, TEA]


@pytest.mark.parametrize(
    "text",
    [
        "quicksort9",
        "QuickSort9: Sorting Shelves by Robot",
        "quicksort9 sorting shelves by robot",
        "by Robot",
        "QuickSort",
    ],
)
def test_a_paper_is_called_by_id_title_name_or_part_of_its_title(text: str) -> None:
    assert papers_called(text, PAPERS) == [QUICK]


def test_a_part_of_several_titles_means_them_all() -> None:
    assert papers_called("sorting shelves", PAPERS) == [QUICK, SLOW]


@pytest.mark.parametrize("text", ["shelves sorting", "", "?"])
def test_other_words_mean_no_paper(text: str) -> None:
    assert papers_called(text, PAPERS) == []


def test_the_nearest_titles_come_best_first() -> None:
    assert nearest_titles("slowsrt sortin", PAPERS, 2)[0] == SLOW.title
