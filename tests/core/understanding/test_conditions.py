from __future__ import annotations

from assistant.core.understanding.conditions import Condition, combined, rest_of, without_overlap
from assistant.domain import Filters, Span

TEXT = "papers since 2022 by Ada"
SINCE = Condition(7, 17, Filters(year_from=2022))
BY = Condition(18, 24, Filters(authors=("Ada",)))


def test_conditions_narrow_what_is_given() -> None:
    filters, notes = combined(Filters(year_to=2024), [SINCE, BY], TEXT)
    assert filters == Filters(year_from=2022, year_to=2024, authors=("Ada",))
    assert notes == []


def test_a_given_filter_wins_over_words_that_contradict_it_and_a_note_says_so() -> None:
    given = Filters(year_from=2019, year_to=2020)
    filters, notes = combined(given, [SINCE], TEXT)
    assert filters == given
    assert notes == ["‘since 2022’ contradicts the filter “from 2019 to 2020”, which counts."]


def test_another_organisation_than_the_given_one_is_a_contradiction() -> None:
    other = Condition(0, 6, Filters(organisation="Example Lab"))
    filters, notes = combined(Filters(organisation="Sample House"), [other], TEXT)
    assert filters.organisation == "Sample House"
    assert "from Sample House" in notes[0]


def test_the_longest_phrase_counts_and_none_within_a_title() -> None:
    short = Condition(13, 17, Filters(year_from=2022, year_to=2022))
    assert without_overlap([short, SINCE, BY]) == [SINCE, BY]
    assert without_overlap([SINCE, BY], [Span(0, 10)]) == [BY]


def test_words_without_effect_stay_in_the_question() -> None:
    idle = Condition(7, 17, note="counts from today")
    assert rest_of(TEXT, [idle]) == TEXT
    assert rest_of(TEXT, [SINCE, BY]) == "papers"
