from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Filters, Paper
from assistant.tui.mentions import Asked, Mentions
from tests.tui.scripted import PAPERS, SPARSE

TALE = Paper("tale", "A Tale of Layers", "", authors=("Ana Lund",))
TWINS = (Paper("a", "Twin: one", ""), Paper("b", "Twin: two", ""))
MENTIONS = Mentions([*PAPERS, TALE, *TWINS])


def asked(text: str, *titles: str, first: int | None = None, last: int | None = None) -> Asked:
    return Asked(text, Filters(first, last, titles=titles))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("How fast?", asked("How fast?")),
        ("How fast is @SparseNet?", asked("How fast is SparseNet?", SPARSE.title)),
        ("What is @sparsenet's speed", asked("What is sparsenet's speed", SPARSE.title)),
        ('Does @"A Tale of Layers" say so?', asked("Does A Tale of Layers say so?", TALE.title)),
        ("How fast? @2023", asked("How fast?", first=2023, last=2023)),
        ("@2022.. how fast?", asked("how fast?", first=2022)),
        ("How fast since @2022..?", asked("How fast since?", first=2022)),
        ("How @..2022 fast?", asked("How fast?", last=2022)),
        ("How fast, @2024..2022?", asked("How fast,?", first=2022, last=2024)),
        ("How fast? @2022 @2024", asked("How fast?", first=2022, last=2024)),
        ("@2024", asked("", first=2024, last=2024)),
        ("Write to me@example.org or @nobody", asked("Write to me@example.org or @nobody")),
        ("Is @Twin good?", asked("Is @Twin good?")),
    ],
)
def test_papers_are_named_and_years_only_limit(typed: str, meant: Asked) -> None:
    assert MENTIONS.read(typed) == meant


@given(st.text(alphabet='@" .,2024SparseNet\n', max_size=30))
def test_whatever_is_typed_is_read_and_what_is_offered_lies_in_it(typed: str) -> None:
    MENTIONS.read(typed)
    offer = MENTIONS.offer(typed)
    assert offer is None or typed[offer.start] == "@"


@pytest.mark.parametrize(
    ("line", "limits", "rest"),
    [
        ("", Filters(), ""),
        ("@SparseNet @2022..", Filters(2022, titles=(SPARSE.title,)), ""),
        ('@"A Tale of Layers"  @..2023', Filters(None, 2023, titles=(TALE.title,)), ""),
        ("@2024 @nobody and", Filters(2024, 2024), "@nobody and"),
    ],
)
def test_a_line_of_mentions_limits_and_can_be_written_again(line: str, limits: Filters, rest: str) -> None:
    assert MENTIONS.limits(line) == (limits, rest)
    assert MENTIONS.limits(MENTIONS.typed(limits)) == (limits, "")


def taken(typed: str, number: int = 0) -> str:
    offer = MENTIONS.offer(typed)
    assert offer is not None
    return typed[: offer.start] + offer.choices[number].text


def test_papers_are_offered_by_the_words_of_their_titles_and_by_their_authors() -> None:
    assert taken("How fast is @spar") == "How fast is @SparseNet "
    assert taken("What does @tale") == 'What does @"A Tale of Layers" '
    assert taken('What does @"layers a ta') == 'What does @"A Tale of Layers" '
    assert taken("What does @lund") == 'What does @"A Tale of Layers" '


def test_a_paper_whose_name_another_one_has_is_offered_by_its_title() -> None:
    assert taken("@twin", 1) == '@"Twin: two" '


def test_years_of_the_collection_are_offered_and_stretches_of_years() -> None:
    assert taken("How fast? @20") == "How fast? @2024 "
    offer = MENTIONS.offer("How fast? @2023")
    assert offer is not None
    assert [choice.text for choice in offer.choices] == ["@2023 ", "@2023.. ", "@..2023 "]


def test_nothing_is_offered_where_nothing_is_begun() -> None:
    assert MENTIONS.offer("How fast?") is None
    assert MENTIONS.offer("@SparseNet is") is None
    assert Mentions([]).offer("@spar") is None


@pytest.mark.parametrize("paper", [*PAPERS, TALE, *TWINS])
def test_what_is_offered_for_a_paper_names_it(paper: Paper) -> None:
    offer = MENTIONS.offer(f'@"{paper.title}')
    assert offer is not None
    assert MENTIONS.read(offer.choices[0].text).limits.titles == (paper.title,)
