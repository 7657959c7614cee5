from __future__ import annotations

import pytest

from assistant.core.comparing.wording import (
    asked_parts,
    closing_aspects,
    compares,
    named_aspects,
    shared_topic,
)
from assistant.core.rhetoric import CONTRIBUTION


@pytest.mark.parametrize(
    ("rest", "aspects"),
    [
        ("How do and differ in memory and speed?", ("memory", "speed")),
        ("Compare and on accuracy, latency and training cost", ("accuracy", "latency", "training cost")),
        ("Compare and in terms of side effects", ("side effects",)),
        ("compare the memory and speed of and", ("memory", "speed")),
        ("What are the limitations of and ?", ("limitations",)),
        ("Which data sets do and use?", ("data sets",)),
        ("What is the difference between in inference speed?", ("inference speed",)),
        ("how does in memory use and accuracy?", ("memory use", "accuracy")),
        ("Which is faster, or ?", ("speed",)),
        ("Does need less memory than ?", ("memory",)),
        ("Which converges faster on noisy lamps, or ?", ()),
        ("Compare the way rows are read by people in and in .", ()),
        ("Compare and", ()),
        ("How do and differ?", ()),
        ("vs : which needs fine-tuning, and how do they choose blocks?", ()),
    ],
)
def test_aspects_that_a_question_names(rest: str, aspects: tuple[str, ...]) -> None:
    assert named_aspects(rest) == aspects


def test_a_question_that_names_no_paper_names_aspects_only_in_plain_words() -> None:
    assert closing_aspects("compare watermarks in terms of robustness") == ("robustness",)
    assert closing_aspects("compare lamps in old houses") == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Compare the approaches to cache compression", "cache compression"),
        ("compare methods that reduce glare in terms of cost", "reduce glare"),
        ("What do these papers say about attention sinks?", "attention sinks"),
        ("How do sparse lamps differ in speed?", "sparse lamps"),
        ("What are the differences between linear lamps?", "linear lamps"),
        ("Compare", "Compare"),
        ("Two models of how people read rows: what is the unit in each?", "how people read rows"),
        ("Compare two ways of drying tea", "drying tea"),
    ],
)
def test_the_topic_is_what_is_left_without_the_frame(text: str, topic: str) -> None:
    assert shared_topic(text) == topic


def test_each_question_put_to_the_papers_is_a_part() -> None:
    topic = "vs : which needs fine-tuning, and how do they choose blocks?"
    assert asked_parts(topic) == ("which needs fine-tuning", "how do they choose blocks")


@pytest.mark.parametrize("topic", ["How do they differ?", CONTRIBUTION, "cache compression"])
def test_a_bare_comparison_asks_nothing_in_particular(topic: str) -> None:
    assert asked_parts(topic) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Two ways to dim lamps: oil and wire. Which is cheaper?",
        "What do the papers say about oil?",
        "Oil lamps and gas lamps: what does each need?",
    ],
)
def test_some_questions_compare_without_saying_so(text: str) -> None:
    assert compares(text)


@pytest.mark.parametrize("text", ["How much oil does a lamp need?", "What does each layer of a lamp do?"])
def test_others_do_not(text: str) -> None:
    assert not compares(text)


@pytest.mark.parametrize(
    "text",
    ["How do the two papers on lamps explain light?", "Do the studies of lamps agree on oil?"],
)
def test_several_papers_that_are_asked_together_are_compared(text: str) -> None:
    assert compares(text)


def test_what_any_paper_may_add_is_no_aspect() -> None:
    assert named_aspects("what extra info does each use") == ()


def test_a_verb_is_no_aspect() -> None:
    assert named_aspects("what do each propose?") == ()
    assert named_aspects("what do and claim?") == ()
