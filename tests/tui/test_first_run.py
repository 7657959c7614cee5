from __future__ import annotations

from assistant.tui.first_run import example_questions
from tests.tui.scripted import BARE, CACHE, DENSE, SPARSE, paper


def test_examples_are_about_papers_with_a_short_name_and_an_abstract() -> None:
    fourth = paper("FourNet", "Text.")
    questions = example_questions([BARE, paper("x", "Text.", title="No name"), SPARSE, DENSE, CACHE, fourth])
    assert questions == [
        "What does SparseNet propose?",
        "How do DenseNet and CacheNet differ?",
        "What results does FourNet report?",
    ]


def test_a_collection_without_such_names_has_no_examples() -> None:
    assert example_questions([BARE, paper("x", "Text.", title="a plain title: about things")]) == []
