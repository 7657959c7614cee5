from __future__ import annotations

from dataclasses import replace

from assistant.cli.render import about_text, grounding_text, notes_text
from assistant.domain import Answer, Coverage, Filters, Question, Sentence, SentenceVerdict, Usage

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


ANSWER = Answer(
    question="Is it fast?",
    standalone="Is SparRow fast?",
    kind="fact",
    filters=SINCE,
    abstained=False,
    text="It is.",
    sentences=(Sentence("It is.", (), 0, 6),),
    verdicts=(SentenceVerdict("uncited", 0.0),),
    sources=(),
    retrieved=(),
    coverage=Coverage(3, 0),
    notes=("One.",),
    timings_ms=(("total", 12.3),),
)


def test_beside_an_answer_stands_how_it_was_read_then_notes_then_the_grounding() -> None:
    assert about_text(ANSWER, Question("Is it fast?")).splitlines() == [
        "understood as: Is SparRow fast?",
        notes_text(SINCE, [], Question("Is it fast?")).strip(),
        "One.",
        "0 of 1 sentence supported · 1 without citation · cites 0 of 3 matching papers · 12 ms",
    ]


def test_the_grounding_line_tells_what_a_model_used_and_that_it_was_cut_off() -> None:
    cut = replace(ANSWER, incomplete=True, usage=Usage(900, 30))
    assert grounding_text(cut) == (
        "incomplete · 0 of 1 sentence supported · 1 without citation · cites 0 of 3 matching papers"
        " · 900 tokens read, 30 written · 12 ms"
    )


def test_the_grounding_of_no_answer_counts_the_papers_looked_at() -> None:
    assert grounding_text(replace(ANSWER, abstained=True)) == "no answer in 3 matching papers · 12 ms"
