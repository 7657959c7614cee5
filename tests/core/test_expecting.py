from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.expecting import KIND_ONLY, NOTHING, THERE, lacking
from assistant.domain import Paper, Span


def paper(abstract: str, title: str = "Sparse Rows: Reading Less (SpaRo)") -> Paper:
    spans = tuple(Span(*match.span()) for match in re.finditer(r"\S.*?[.](?= |$)", abstract))
    return Paper("p", title, abstract, sentences=spans)


PLAIN = paper(
    "Sparse rows are read by 31 annotators. Accuracy on COCO and SQuAD datasets rises by 4.5%. "
    "Reading takes 20 ms, because few rows are kept. Two public corpora are released. Memory is spared."
)
SILENT = paper("Sparse rows are read on public datasets. They outperform strong baselines.")


@pytest.mark.parametrize(
    ("question", "there", "silent"),
    [
        ("How many annotators read the rows?", THERE, NOTHING),
        ("How many people were paid?", NOTHING, NOTHING),
        ("How many public shelves were asked?", KIND_ONLY, NOTHING),
        ("How many milliseconds does reading take?", THERE, NOTHING),
        ("By how many points does it win?", THERE, NOTHING),
        ("What accuracy does it reach?", THERE, NOTHING),
        ("What share of rows is kept?", KIND_ONLY, NOTHING),
        ("How much memory does it need?", KIND_ONLY, NOTHING),
        ("How much better is it?", THERE, NOTHING),
        ("How long does reading take?", THERE, NOTHING),
        ("How much does it cost?", NOTHING, NOTHING),
        ("On which datasets was it tested?", THERE, NOTHING),
        ("Which hospital tested it?", KIND_ONLY, NOTHING),
        ("When was it built?", NOTHING, NOTHING),
        ("Who was asked?", NOTHING, NOTHING),
        ("Where was it recorded?", NOTHING, NOTHING),
        ("Does it translate spoken poems?", NOTHING, NOTHING),
        ("Are the corpora public?", THERE, KIND_ONLY),
        ("Why are few rows kept?", THERE, THERE),
        ("By how many SQuAD-1 points does it win?", THERE, NOTHING),
        ("What loss is the price of it?", THERE, THERE),
        ("Explain the rows.", THERE, THERE),
    ],
)
def test_a_kind_of_thing_that_is_asked_for_is_there_or_lacks(
    question: str, there: float, silent: float
) -> None:
    assert (lacking(question, [PLAIN]), lacking(question, [SILENT])) == (there, silent)


def test_the_papers_own_names_answer_no_question_for_names() -> None:
    mute = paper("SpaRo beats others on three public datasets of whole slides (WS). Its SpaRo-2 is small.")
    assert lacking("On which datasets was SpaRo tested?", [mute]) == NOTHING


def test_a_single_one_is_counted() -> None:
    alone = paper("Sparse rows run on a single A100 GPU and read every row.")
    assert lacking("How many GPUs do sparse rows take?", [alone]) == THERE
    assert lacking("How many rows are there?", [alone]) == NOTHING


def test_one_paper_that_has_it_is_enough() -> None:
    assert lacking("How many annotators read the rows?", [SILENT, PLAIN]) == THERE


def test_money_is_asked_for_in_money() -> None:
    assert lacking("What budget does it need?", [paper("It needs 300 dollars.")]) == THERE
    assert lacking("What budget does it need?", [PLAIN]) == NOTHING


def test_what_is_denied_is_no_missing_amount_but_names_no_person() -> None:
    denying = paper("Sparse rows are read without any retraining of experts.")
    assert lacking("How much retraining do sparse rows need?", [denying]) == THERE
    assert lacking("How many experts were asked about retraining?", [denying]) == THERE
    assert lacking("How many hours does retraining take?", [denying]) == NOTHING
    assert lacking("Who was asked about the retraining?", [denying]) == NOTHING


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read(question: str, abstract: str) -> None:
    assert lacking(question, [Paper("p", "Rows", abstract)]) in (THERE, KIND_ONLY, NOTHING)


def test_a_length_of_context_is_no_number_of_tokens_that_a_model_was_trained_on() -> None:
    long = paper("Rows of a context of 128K are read. It is fast.")
    assert lacking("How many tokens can be read?", [long]) == THERE
    assert lacking("How many tokens was it trained on?", [long]) == NOTHING
    assert lacking("How many tokens was it trained on?", [paper("We train on 5.7T tokens of rows.")]) == THERE
