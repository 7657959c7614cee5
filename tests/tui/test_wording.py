from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.telling import counted
from assistant.domain import Coverage, Filters, Judged, Paper, Query, Understood, Usage, Wrote
from assistant.tui.conversation import Exchange
from assistant.tui.wording import authors, byline, ending, grounding, stage, understood_as
from tests.tui.scripted import DENSE, FAST, MIXED, SPARSE, answer, retrieved


def running() -> Exchange:
    exchange = Exchange(0, "How fast?")
    exchange.begin(0.0, ready=True)
    return exchange


def test_the_stage_line_names_stage_seconds_findings_and_the_key_that_stops() -> None:
    exchange = running()
    exchange.take(retrieved(SPARSE, DENSE), 1.0)
    assert stage(exchange, 1.25) == "reading… 1.2 s · Esc stops · found 2 passages of 2 papers"


def test_a_queued_question_says_what_it_waits_for() -> None:
    assert "before it is done" in stage(Exchange(1, "next"), 0.0)


def test_the_grounding_line_counts_supported_sentences_and_cited_papers() -> None:
    assert grounding(MIXED) == (
        "✗ 1 of 4 sentences supported · 1 in part · 1 not · 1 without citation · cites 2 of 3 matching papers"
    )
    assert grounding(FAST) == "✓ 1 of 1 sentence supported, all quoted · cites 1 of 3 matching papers"
    assert grounding(answer("?", ("Fast.", (1,), "partly"))).startswith("~ 0 of 1 sentence supported · 1 in")
    assert grounding(answer("?")).startswith("no sentence to check")


def test_framing_sentences_are_not_counted() -> None:
    framed = answer("?", ("2 papers:", (), "framing"), ("Fast.", (1,), "supported"))
    assert grounding(framed).startswith("✓ 1 of 1 sentence")


def test_an_abstention_counts_no_sentences() -> None:
    none = replace(answer("?", ("No.", (), "framing"), abstained=True), coverage=Coverage(1, 0))
    assert grounding(none) == "no answer in 1 matching paper"
    unmatched = replace(none, coverage=Coverage(0, 0))
    assert grounding(unmatched) == "no answer"  # the nearest papers are told
    assert grounding(replace(unmatched, nearest=())) == "no answer · no paper matches"


def test_when_no_word_comes_any_more_the_draft_may_be_being_checked() -> None:
    exchange = running()
    exchange.take(Wrote("They are"), 4.0)
    assert stage(exchange, 5.0).startswith("writing… ")
    assert stage(exchange, 6.0).startswith("writing or checking… ")
    exchange.take(Wrote(" fast."), 6.5)
    assert stage(exchange, 7.0).startswith("writing… ")


def test_the_ending_tells_how_it_ended() -> None:
    stopped, drafted, done = running(), running(), running()
    stopped.stop(1.0)
    drafted.take(Wrote("They"), 1.0)
    drafted.stop(2.0)
    drafted.give_up()
    done.take(Judged(FAST), 3.0)
    assert ending(stopped) == "stopped after 1.0 s · not answered · r asks again"
    assert "unchecked draft" in ending(drafted)
    assert ending(done).endswith("· 3.0 s")


@pytest.mark.parametrize(
    ("who", "text"),
    [
        (Paper("a", "t"), ""),
        (Paper("a", "t", author_count=1), "1 author"),
        (Paper("a", "t", author_count=6, organisation="Lab"), "6 authors, Lab"),
        (Paper("a", "t", authors=("A", "B")), "A, B"),
        (Paper("a", "t", authors=("A", "B", "C", "D")), "A and 3 others"),
    ],
)
def test_authors_are_named_or_counted(who: Paper, text: str) -> None:
    assert authors(who) == text


def test_a_byline_leaves_out_what_is_unknown() -> None:
    assert byline(SPARSE) == "Example Lab · 2024"
    assert byline(Paper("a", "t")) == ""


def asked(query: Query, again: int | None = None, *, unfiltered: bool = False) -> Exchange:
    exchange = Exchange(0, query.text, again=again, unfiltered=unfiltered)
    exchange.begin(0.0, ready=True)
    exchange.take(Understood(query), 1.0)
    return exchange


def test_how_a_question_was_read_is_told_a_line_for_each_thing() -> None:
    same = Query(text="a", standalone="a", kind="fact", topic="a")
    assert understood_as(asked(same)) == []
    filters = Filters(year_from=2023, authors=("Kim",))
    read = replace(same, standalone="a of b", filters=filters, notes=("‘c’ filters nothing.",))
    assert understood_as(asked(read)) == [
        "understood as: a of b",
        "filtered: papers from 2023 or later · by Kim · Esc, then f asks again without",
        "‘c’ filters nothing.",
    ]
    assert understood_as(asked(same, again=0)) == ["asked again"]
    assert understood_as(asked(same, again=0, unfiltered=True)) == ["asked again: its words filter nothing"]


def test_what_a_model_counted_is_told_with_the_ending() -> None:
    written = running()
    written.take(Judged(replace(FAST, usage=Usage(900, 30, 0.0012))), 3.0)
    assert ending(written).endswith("· 900 tokens read, 30 written, $0.0012 · 3.0 s")


def test_a_stopped_answer_that_was_checked_is_counted() -> None:
    exchange = running()
    exchange.take(Wrote("They"), 1.0)
    exchange.stop(2.0)
    assert ending(exchange) == "stopped after 2.0 s · checking what was written…"
    exchange.take(Judged(replace(FAST, incomplete=True)), 3.0)
    assert ending(exchange).startswith("stopped after 2.0 s · incomplete · ✓ 1 of 1 sentence")


def test_large_numbers_are_grouped() -> None:
    assert counted(12345, "paper") == "12,345 papers"
