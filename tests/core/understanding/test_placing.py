from __future__ import annotations

import pytest

from assistant.core.understanding.placing import is_dated, stands_as_name, takes_a_name


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("what is ", "?"),
        ("compare hat and ", ""),
        ("", " vs moda"),
        ("", " authors"),
        ("", " published when"),
        ("how many authors ", ""),
    ],
)
def test_nothing_but_a_name_stands_there(before: str, after: str) -> None:
    assert stands_as_name(before, after)


@pytest.mark.parametrize(
    ("before", "after"), [("why does ", " forget"), ("is ", "'s recall low"), ("", " what is it")]
)
def test_a_word_without_article_that_does_something_or_owns_something_may_be_a_name(
    before: str, after: str
) -> None:
    assert takes_a_name(before, after)


@pytest.mark.parametrize(("before", "after"), [("a ", " of felt"), ("students of ", "")])
def test_elsewhere_it_need_not_be_one(before: str, after: str) -> None:
    assert not stands_as_name(before, after)
    assert not takes_a_name(before, after)


def test_what_is_asked_for_its_date_is_a_name() -> None:
    assert is_dated("when did ", " and alpha come out?")
    assert is_dated("when did alpha and ", " come out")
    assert not is_dated("when did the use of ", " appear")
    assert not is_dated("when are ", " dropped")
