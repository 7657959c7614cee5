from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Coverage, Filters, Judged, Paper, Query, Wrote
from assistant.tui.conversation import Exchange
from assistant.tui.wording import authors, byline, counted, ending, grounding, stage, understood_as
from tests.tui.scripted import DENSE, FAST, MIXED, SPARSE, answer, retrieved


def running() -> Exchange:
    exchange = Exchange(0, "How fast?")
    exchange.begin(0.0, ready=True)
    return exchange


def test_the_stage_line_names_stage_seconds_findings_and_the_key_that_stops() -> None:
    exchange = running()
    exchange.take(retrieved(SPARSE, DENSE), 1.0)
    assert stage(exchange, 1.25) == "reading… 1.2 s · found 2 passages of 2 papers · Esc stops"


def test_a_queued_question_says_what_it_waits_for() -> None:
    assert "before it is done" in stage(Exchange(1, "next"), 0.0)


def test_the_grounding_line_counts_supported_sentences_and_cited_papers() -> None:
    assert grounding(MIXED) == "✗ 1 of 4 sentences supported · cites 2 of 3 matching papers"
    assert grounding(FAST).startswith("✓ 1 of 1 sentence supported")


def test_framing_sentences_are_not_counted() -> None:
    framed = answer("?", ("2 papers:", (), "framing"), ("Fast.", (1,), "supported"))
    assert grounding(framed).startswith("✓ 1 of 1 sentence")


def test_an_abstention_counts_no_sentences() -> None:
    none = replace(answer("?", ("No.", (), "framing"), abstained=True), coverage=Coverage(1, 0))
    assert grounding(none) == "no answer in 1 matching paper"


def test_the_ending_tells_how_it_ended() -> None:
    stopped, drafted, done = running(), running(), running()
    stopped.stop(1.0)
    drafted.take(Wrote("They"), 1.0)
    drafted.stop(2.0)
    done.take(Judged(FAST), 3.0)
    assert ending(stopped) == "stopped after 1.0 s · ↑ in the prompt brings it back"
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


def test_a_rewritten_question_and_its_filters_are_told() -> None:
    same = Query(text="a", standalone="a", kind="fact", topic="a")
    assert understood_as(same) == ""
    filters = Filters(year_from=2023, authors=("Kim",), titles=("Net",))
    told = understood_as(replace(same, standalone="a of b", filters=filters))
    assert told == "understood as: a of b · only 2023 and later, Kim, “Net”"


def test_large_numbers_are_grouped() -> None:
    assert counted(12345, "paper") == "12,345 papers"
