from __future__ import annotations

import pytest

from assistant.core.composing import compose_abstention
from assistant.core.draft import Draft
from assistant.core.premises import OTHERWISE, contradiction, corrected, presupposed
from assistant.domain import Query
from tests.core.grounding.pages import paper

PAPER = paper(
    "Long prompts are slow to read. RowSkip trains on 8 GPUs in two days. "
    "RowSkip is a training-free method for the cache of language models. "
    "Decoding with RowSkip is 2.5x faster than full attention. RowSkip reduces memory by 40 %. "
    "It does not change the weights of the model. It keeps a context of 64K, as models of 1B-30B weights do.",
    "RowSkip: Reading Less",
)
OTHER = paper("Columns need 12 GPUs. They are slower.", "Columns", "other")


def against(question: str, kind: str = "fact") -> str:
    query = Query(question, question, kind, question)  # type: ignore[arg-type]
    found = contradiction(query, [PAPER, OTHER])
    return found.text if found else ""


def test_a_named_paper_is_contradicting_though_it_shares_no_other_word() -> None:
    question = "What corpus was RowSkip fine-tuned on, by whom and why so late?"
    query = Query(question, question, "fact", question, named_papers=(PAPER.id,))
    found = contradiction(query, [PAPER])
    assert found is not None
    assert found.number == 3


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Why does RowSkip need 12 GPUs to train?", "RowSkip trains on 8 GPUs in two days."),
        ("How much slower is decoding with RowSkip than full attention?", "Decoding with RowSkip is 2.5x"),
        ("Which training data does the RowSkip method need?", "RowSkip is a training-free method"),
        ("Why does RowSkip increase memory?", "RowSkip reduces memory by 40 %."),
        ("How does RowSkip reduce memory by 60 %?", "RowSkip reduces memory by 40 %."),
        ("How does RowSkip keep a context of 900K?", "It keeps a context of 64K"),
        ("After how many days does RowSkip need 12 GPUs to train?", "RowSkip trains on 8 GPUs"),
        ("How does it change the weights of the model?", "It does not change the weights"),
    ],
)
def test_what_a_question_takes_for_granted_is_contradicted(question: str, says: str) -> None:
    assert against(question).startswith(says)


@pytest.mark.parametrize(
    "question",
    [
        "Why does RowSkip need 8 GPUs to train?",
        "How much faster is decoding with RowSkip than full attention?",
        "How does RowSkip reduce memory by 40 %?",
        "How many GPUs does RowSkip train on?",
        "Which method is training-free?",
        "How large is the memory of a model of 7B parameters?",
        "Why are 12 apples better than 8 pears?",
        "How do models of 30B weights keep the context?",
    ],
)
def test_a_question_that_is_right_or_about_something_else_is_left_alone(question: str) -> None:
    assert against(question) == ""


def test_a_question_that_asks_whether_takes_nothing_for_granted() -> None:
    assert against("Does RowSkip need 12 GPUs to train?") == ""


def test_only_questions_of_fact_are_corrected() -> None:
    assert against("Why does RowSkip need 12 GPUs to train?", "list") == ""


def test_a_named_paper_goes_before_the_best_one() -> None:
    question = "Why do the columns need 8 GPUs?"
    query = Query(question, question, "fact", question, named_papers=("other",))
    found = contradiction(query, [PAPER, OTHER])
    assert found is not None
    assert (found.paper, found.number) == (OTHER, 1)


def test_the_object_of_a_question_is_put_behind_its_verb() -> None:
    assert presupposed("Which training data does X need?") == "X need training data"


def test_an_answer_knows_what_it_corrects() -> None:
    draft = Draft()
    draft.frame(OTHERWISE)
    draft.sentence(PAPER.sentence(2), [1])
    first = corrected(draft)
    assert first is not None
    assert first.text == PAPER.sentence(2)
    assert corrected(compose_abstention()) is None
