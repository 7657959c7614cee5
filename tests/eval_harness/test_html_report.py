from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.domain import CitedSpan, Sentence, SentenceVerdict
from eval.html_report import page
from eval.report import Outcome, report_object
from tests.eval_harness.test_report import OUTCOME, ROWS, absent

VOID = {"meta", "br"}
HISTORY = [
    {"key": "a", "questions": "questions", "means": {"fact_recall": 0.5, "answered": 0.9}},
    {"key": "b", "questions": "questions", "means": {"fact_recall": 0.75}},
    {"key": "c", "questions": "others", "means": {"fact_recall": 0.25}},
]


class Reading(HTMLParser):
    """Every element with its attributes, and whether each is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it; it is closed already."""
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """It closes what was opened last."""
        assert self.open.pop() == tag


def read(text: str) -> Reading:
    reading = Reading()
    reading.feed(text)
    reading.close()
    assert reading.open == []
    return reading


def judged() -> Outcome:
    """The outcome of the report's tests, its failing case with a judged sentence."""
    trial = ROWS[1].trial
    assert trial is not None
    quote = Sentence("Rows are <fast>.", (1,), 0, 16)
    verdict = SentenceVerdict("unsupported", 0.2, (CitedSpan("p#s1", 0, 4),), ("number 3 not in cited text",))
    answer = replace(trial.answer, sentences=(quote,), verdicts=(verdict,))
    row = replace(ROWS[1], trial=replace(trial, answer=answer))
    return replace(OUTCOME, run=replace(OUTCOME.run, rows=(ROWS[0], row, *OUTCOME.run.rows[2:])))


PAGE = page(report_object(judged()), HISTORY)


def test_every_element_is_closed_in_its_turn() -> None:
    assert read(PAGE).seen[0][0] == "html"


def test_the_page_asks_nothing_of_any_server() -> None:
    for tag, attributes in read(PAGE).seen:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
        assert not {"src", "srcset", "data", "action", "background"} & attributes.keys()
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]
    assert not re.search(r"url\(|@import|http", PAGE.replace("http-equiv", ""))
    assert "default-src 'none'" in PAGE


def test_a_failing_case_shows_its_marks_and_the_evidence_beside_it() -> None:
    assert "✗" in PAGE
    assert "number 3 not in cited text" in PAGE
    assert "<mark>Rows</mark> are fast." in PAGE
    assert "<h4>[1] Fast Rows" in PAGE


def test_what_an_answer_says_can_not_become_a_part_of_the_page() -> None:
    assert "Rows are &lt;fast&gt;." in PAGE
    assert "<fast>" not in PAGE


@pytest.mark.parametrize(
    "title",
    [
        "Facts stated, by where they stand",
        "Runs so far",
        "Planted faults that the checker of quotations finds",
    ],
)
def test_there_is_a_figure_of_it(title: str) -> None:
    figure = PAGE[PAGE.index(f"<h2>{title}</h2>") :]
    assert figure[: figure.index("</figure>")].count("<svg")


def test_the_history_is_that_of_the_same_cases() -> None:
    assert "2 different runs" in PAGE


def test_the_worst_case_comes_first_after_those_that_fail_newly() -> None:
    report = report_object(OUTCOME)
    first = {**report, "changes": {**report["changes"], "newly_failing": ["fact-2"]}}
    assert page(report).index('id="fact-9"') < page(report).index('id="fact-2"')
    assert page(first).index('id="fact-2"') < page(first).index('id="fact-9"')


def test_of_an_unanswerable_case_a_refusal_is_wanted() -> None:
    rows = (*ROWS[:1], absent(0.0))
    assert "Wanted: a refusal" in page(report_object(replace(OUTCOME, run=replace(OUTCOME.run, rows=rows))))


def test_cases_that_moved_are_shown_though_they_pass_and_every_link_leads_somewhere() -> None:
    report = report_object(OUTCOME)
    moved = {"newly_failing": [], "newly_passing": ["fact-1"], "changed": ["absent-1", "fact-9"]}
    text = page({**report, "changes": moved})
    ids = {attributes["id"] for _, attributes in read(text).seen if "id" in attributes}
    links = {str(attributes["href"])[1:] for tag, attributes in read(text).seen if tag == "a"}
    assert links == {"fact-1", "absent-1", "fact-9"} <= ids
    assert "Cases that pass: newly, then those with another answer" in text


def test_a_report_without_history_or_sentences_is_a_page_too() -> None:
    assert read(page(report_object(OUTCOME))).seen
