from __future__ import annotations

from assistant.cli.render import notes_text
from assistant.domain import Filters, Question

SINCE = Filters(year_from=2022, authors_from=11)


def test_filters_from_words_are_shown_with_the_way_to_drop_them() -> None:
    assert notes_text(SINCE, [], Question("papers since 2022")) == (
        "filtered: papers from 2022 or later · with 11 authors or more "
        "(--no-filters reads the question as it is)\n"
    )


def test_filters_that_were_given_are_not_told_again() -> None:
    assert notes_text(SINCE, [], Question("papers", SINCE)) == ""


def test_notes_have_a_line_each() -> None:
    assert notes_text(Filters(), ["One.", "Two."], Question("x")) == "One.\nTwo.\n"
