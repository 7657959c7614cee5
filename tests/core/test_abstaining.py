from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.abstaining import (
    Calibration,
    EvidenceSigns,
    answerable,
    evidence_signs,
    stems,
    unheard,
    unnamed,
    unstated,
)
from assistant.core.selecting import ScoredSentence
from assistant.domain import Paper, Passage, Ranked

PAPER = Paper("p", "Sparse rows", "They are quickly read.")
MODEL = Calibration(intercept=-1.0, passage=0.5, sentence=0.2, margin=0.3, coverage=2.0)
NUMBERS = st.floats(-12, 12)


def ranked(paper: str, score: float) -> Ranked:
    return Ranked(Passage(paper, paper, "", "", 0, 0), score)


def test_the_signs_are_read_off_the_first_papers_best_passage_and_the_best_sentence() -> None:
    items = [ranked("p", 1.0), ranked("p", 4.0), ranked("q", -3.0)]
    sentences = [ScoredSentence(PAPER, 1, "", 9.0, 2.0), ScoredSentence(PAPER, 2, "", 8.0, 3.0)]
    signs = evidence_signs("are sparse rows read slowly", items, sentences, PAPER)
    assert (signs.passage, signs.sentence, signs.margin) == (4.0, 3.0, 3.0)
    assert 0 < signs.coverage < 1


@given(NUMBERS, NUMBERS, NUMBERS)
def test_more_evidence_never_makes_an_answer_less_likely(passage: float, more: float, margin: float) -> None:
    low, high = sorted((passage, more))
    first, second = (answerable(EvidenceSigns(x, 0.0, margin, 0.5), MODEL) for x in (low, high))
    assert 0 < first <= second < 1


def test_a_name_is_heard_in_any_spelling_of_the_evidence() -> None:
    papers = [Paper("p", "Layer-normalisation for KV caches", "We test LLaMA-2.")]
    assert unheard(("LayerNorm", "KVCache", "Llama2", "BitNet"), papers) == ("BitNet",)
    assert unheard(("BitNet",), []) == ("BitNet",)


def test_stems_join_forms_of_a_word_and_leave_short_words_out() -> None:
    assert stems("compression of the cache") == {"compre", "cache"}
    assert stems("compressed") == {"compre"}


def test_a_person_who_wrote_a_paper_is_not_unheard() -> None:
    assert unheard(("Example",), [Paper("p", "Rows", "rows", authors=("Ada Example",))]) == ()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What batch size does it use?", ("batch size",)),
        ("which learning-rate schedule?", ("learning-rate",)),
        ("What is the inter-rater agreement and the licence?", ("inter-rater agreement", "licence")),
        ("How large is the carbon footprint?", ()),
        ("How fast is it?", ()),
    ],
)
def test_a_term_without_another_name_must_stand_in_the_evidence(
    question: str, missing: tuple[str, ...]
) -> None:
    assert unstated(question, [Paper("p", "Rows", "Training emits little CO2.")]) == missing


def test_a_data_set_that_no_paper_names_is_lacking() -> None:
    papers = [Paper("a", "Rows", "We read large language models on COCO and ImageNet-1k with a GPU.")]
    assert unnamed("How good is it on CIFAR-10?", papers) == ("CIFAR",)
    assert unnamed("How good is it on COCO?", papers) == ()
    assert unnamed("How do ROWS and BASED read?", papers) == ()
    assert unnamed("Which LLMs does it NOT read?", papers) == ()
    assert unnamed("WHAT IS THE BLEU SCORE?", papers) == ()


@pytest.mark.parametrize(
    ("question", "text", "lacking"),
    [
        ("Which optimizer is used?", "We train with Adam.", ()),
        ("Which optimizer is used?", "We train rows.", ("optimizer",)),
        ("What is the word error rate?", "A WER of 3 %.", ()),
        ("In which programming language is it written?", "Written in Python.", ()),
        ("What dropout rate is used?", "Rows are dropped.", ("dropout",)),
    ],
)
def test_a_term_may_have_something_else_in_its_place(
    question: str, text: str, lacking: tuple[str, ...]
) -> None:
    assert unstated(question, [Paper("a", "Rows", text)]) == lacking
