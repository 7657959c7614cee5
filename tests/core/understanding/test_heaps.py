from __future__ import annotations

import pytest

from assistant.core.understanding.heaps import (
    asks_for_all,
    asks_for_papers,
    is_bare_subject,
    without_asking,
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("need everything we have on row pruning", "row pruning"),
        ("everything you've got about rows", "rows"),
        ("looking for all the stuff on row pruning", "row pruning"),
        ("all that is in the collection about rows", "rows"),
        ("whats out there on rows", "rows"),
        ("what do you have on rows", "rows"),
        ("any1 working on rows", "rows"),
        ("who's doing row pruning", "row pruning"),
        ("who is also looking at rows", "rows"),
        ("anybody using rows for tables", "rows for tables"),
    ],
)
def test_all_that_there_is_on_a_subject_may_be_asked_for(text: str, topic: str) -> None:
    assert asks_for_all(text)
    assert without_asking(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "is sparrow faster than all of them",
        "everything depends on rows",
        "who's doing the labelling of rows",
        "who's doing well on rows",
        "what is the effect on rows",
        "why is all attention on rows",
        "row pruning",
    ],
)
def test_all_in_a_sentence_asks_for_no_list(text: str) -> None:
    assert not asks_for_all(text)
    assert not asks_for_papers(text, limited=False)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("rows papers neural pruning", "rows neural pruning"),
        ("rows / columns papers", "rows or columns papers"),
        ("row pruning stuff", "row pruning"),
        ("row pruning, all of them", "row pruning"),
        ("row pruning list", "row pruning"),
        ("rows columns cells show me all of them", "rows columns cells"),
        ("rows and columns please all", "rows and columns"),
        ("row pruning everything you have", "row pruning"),
        ("row pruning papers you have", "row pruning"),
        ("row pruning human or machine which", "row pruning human or machine"),
    ],
)
def test_a_heap_that_speaks_of_papers_asks_for_them(text: str, topic: str) -> None:
    assert asks_for_papers(text, limited=False)
    assert without_asking(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "sparrow paper which rows",
        "does it beat all of them",
        "one pruning for all",
        "which model is best for the ranking of papers by rows",
        "how many papers are read",
        "sparrow row speed",
        "rows which chip",
        "cheaper rows for long tables",
    ],
)
def test_a_sentence_and_a_heap_without_papers_ask_for_none(text: str) -> None:
    assert not asks_for_papers(text, limited=False)


def test_talk_behind_thanks_is_no_part_of_the_topic() -> None:
    assert without_asking("everything on row pruning please, its for a slide") == "row pruning"


def test_papers_between_words_of_grammar_are_a_part_of_the_topic() -> None:
    topic = "position papers that weigh rows"
    assert without_asking(topic) == topic


def test_a_heap_with_limits_asks_for_papers_unless_it_asks_for_a_figure() -> None:
    assert asks_for_papers("cheaper rows for long tables", limited=True)
    assert not asks_for_papers("best accuracy long tables", limited=True)
    assert not asks_for_papers("how do rows get cheaper", limited=True)
    assert not asks_for_papers("", limited=True)


def test_anything_on_a_subject_is_asked_for_and_nothing_that_happens() -> None:
    assert asks_for_papers("anything rows / columns", limited=False)
    assert without_asking("anything rows / columns") == "anything rows or columns"
    assert not asks_for_papers("anything wrong with rows", limited=False)
    assert not asks_for_papers("anything better than rows", limited=False)
    assert not asks_for_papers("anything", limited=False)


def test_an_amount_of_what_is_in_papers_is_no_papers() -> None:
    assert not asks_for_papers("number of rows in the articles", limited=False)
    assert asks_for_papers("rows in articles", limited=False)


def test_talk_behind_thanks_may_be_a_sentence() -> None:
    assert asks_for_papers("row pruning please, i don't need more", limited=True)


def _is_bare(text: str) -> bool:
    return is_bare_subject(text, lambda word: word != "sparr", lambda word: word not in ("sparr", "coined"))


@pytest.mark.parametrize(
    "text",
    [
        "row sinks",
        "sarcasm",
        "pruning of rows",
        "code generation",
        "language models",
        "coined rows",
        "word sense splitting / induction",
        "rare languages",
        "sign language",
        "rows / 3d",
        "need row cache pruning for tables",
        "row cache pruning large tables",
    ],
)
def test_a_few_words_without_a_figure_are_a_bare_subject(text: str) -> None:
    assert _is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "rows speed",
        "4 row patterns",
        "coined code",
        "coined languages",
        "rows across tables languages",
        "sparr rows",
        "explain rows",
        "thanks",
        "what rows",
        "rows is it",
        "salient map of rows tried on networks",
        "the of",
        "coined row cache pruning tables",
        "row cache pruning tables studied",
        "row cache pruning large tables quickly",
        "layout algorithm in the row cache",
    ],
)
def test_what_may_ask_for_a_fact_is_no_bare_subject(text: str) -> None:
    assert not _is_bare(text)


@pytest.mark.parametrize(
    "text",
    ["search engines", "rows and/or columns", "what papers say of rows / columns", "rows which are read"],
)
def test_what_is_no_word_of_asking_stays_in_the_topic(text: str) -> None:
    assert without_asking(text) == text
