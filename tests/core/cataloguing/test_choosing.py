from __future__ import annotations

from assistant.core.cataloguing.choosing import as_choice
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.reading import understand
from assistant.domain import Paper, Query, Question

NAMES = PaperNames([Paper("alp", "AlpLamp: Lighting Huts"), Paper("sea", "SeaLamp: Lighting Ships")])


def chosen(text: str) -> Query:
    return as_choice(understand(Question(text), NAMES), Question(text), NAMES)


def test_the_first_of_named_and_described_papers_is_asked_of_the_catalogue() -> None:
    query = chosen("Which of these is the earliest: AlpLamp, SeaLamp, or the paper on red lights?")
    assert (query.kind, query.named_papers, query.sides) == ("metadata", ("alp", "sea"), ("red lights",))


def test_key_words_beside_names_describe_one_more_paper() -> None:
    assert chosen("earliest AlpLamp SeaLamp gas lanterns").sides == ("gas lanterns",)
    assert chosen("AlpLamp SeaLamp oldest one").sides == ()


def test_one_paper_is_no_choice() -> None:
    assert chosen("Is AlpLamp what the earliest lamp was?").kind != "metadata"


def test_other_comparisons_stay() -> None:
    assert chosen("Which is brighter: AlpLamp or SeaLamp?").kind == "compare"
