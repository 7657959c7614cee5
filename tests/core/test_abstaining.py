from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.abstaining import (
    Calibration,
    EvidenceSigns,
    answerable,
    evidence_signs,
    plainly_told,
    strangers,
    unheard,
    unnamed,
    unstated,
)
from assistant.core.selecting import ScoredSentence
from assistant.domain import Filters, Paper, Passage, Query, Ranked

PAPER = Paper("p", "Sparse rows", "They are quickly read.")
MODEL = Calibration(intercept=-1.0, passage=0.5, margin=0.3, detail=2.0, lacking=-3.0)
NUMBERS = st.floats(-12, 12)


def ranked(paper: str, score: float) -> Ranked:
    return Ranked(Passage(paper, paper, "", "", 0, 0), score)


def query(text: str, *named: str) -> Query:
    return Query(text, text, "fact", text, named_papers=named)


def test_the_signs_are_read_off_the_first_papers_best_passage_and_its_words() -> None:
    items = [ranked("p", 4.0), *(ranked("p", 1.0) for _ in range(20)), *(ranked("q", -3.0) for _ in range(9))]
    sentences = [ScoredSentence(PAPER, 1, "", 9.0, 2.0), ScoredSentence(PAPER, 2, "", 8.0, 3.0)]
    signs = evidence_signs(query("are sparse rows quickly written"), items, sentences, [PAPER])
    assert (signs.passage, signs.margin) == (4.0, 3.0)
    assert signs.detail == 0.5
    assert (signs.strangers, signs.named) == (0.0, 0.0)


def test_words_of_asking_and_forms_of_a_word_make_no_difference_to_what_an_abstract_holds() -> None:
    items, sentences = [ranked("p", 4.0)], [ScoredSentence(PAPER, 1, "", 9.0, 2.0)]
    asked = ("what is it that sparse rows are quickly written with?", "quick write sparse rows")
    signs = [evidence_signs(query(text), items, sentences, [PAPER]) for text in asked]
    assert signs[0].detail == signs[1].detail == 0.5


def test_a_question_about_chosen_papers_is_measured_against_the_others_all_the_same() -> None:
    items, sentences = [ranked("p", 4.0), ranked("p", 3.0)], [ScoredSentence(PAPER, 1, "", 9.0, 2.0)]
    everywhere = [*items, *(ranked("q", -11.0) for _ in range(28))]
    asked = query("are sparse rows quickly written")
    limited = replace(asked, filters=Filters(titles=(PAPER.title,)))
    assert evidence_signs(limited, items, sentences, [PAPER]) == evidence_signs(
        asked, everywhere, sentences, [PAPER]
    )


def test_the_one_paper_of_a_small_collection_is_measured_as_in_a_large_one() -> None:
    items, sentences = [ranked("p", 4.0)], [ScoredSentence(PAPER, 1, "", 9.0, 2.0)]
    signs = evidence_signs(query("are sparse rows quickly written"), items, sentences, [PAPER])
    assert signs.margin == 15.0


def test_what_is_asked_for_is_looked_for_in_the_papers_that_are_named_or_would_be_quoted() -> None:
    counting = Paper("q", "Dense rows", "We read 40 rows.")
    sentences = [ScoredSentence(counting, 1, "", 9.0, 2.0)]
    items = [ranked("p", 1.0), ranked("q", 1.0)]
    asked = "How many rows does Bob read?"
    unnamed = evidence_signs(query(asked), items, sentences, [PAPER, counting])
    named = evidence_signs(query(asked, "p"), items, sentences, [PAPER])
    assert (unnamed.lacking, named.lacking) == (0.0, 1.0)
    assert (unnamed.named, named.named) == (0.0, 1.0)
    assert unnamed.strangers == 1.0


@given(NUMBERS, NUMBERS, NUMBERS)
def test_more_evidence_never_makes_an_answer_less_likely(passage: float, more: float, margin: float) -> None:
    low, high = sorted((passage, more))
    signs = (EvidenceSigns(x, margin, 0.5, 0.0, 0.0, 0.0) for x in (low, high))
    first, second = (answerable(each, MODEL) for each in signs)
    assert 0 < first <= second < 1


def test_an_answer_is_less_likely_when_the_asked_kind_of_thing_is_not_there() -> None:
    there, lacking = (EvidenceSigns(1.0, 1.0, 0.5, lack, 0.0, 0.0) for lack in (0.0, 1.0))
    assert answerable(lacking, MODEL) < answerable(there, MODEL)


def test_words_with_a_capital_that_a_paper_has_not_are_strangers() -> None:
    paper = Paper("p", "Sparse Rows", "Whole slide images are read by SparseRow-2 and Bob.")
    assert strangers("Does SparseRow-2 of Bob read a WSI on an iPhone?", paper) == ("iPhone",)
    assert strangers("DOES IT READ TABLES?", paper) == ()
    assert strangers("Do SparseRow-2 and DenseCol read tables?", paper) == ()
    assert strangers("Does it REALLY read 128K rows? Name two.", paper) == ()


def test_a_name_is_heard_in_any_spelling_of_the_evidence() -> None:
    papers = [Paper("p", "Layer-normalisation for KV caches", "We test LLaMA-2.")]
    assert unheard(("LayerNorm", "KVCache", "Llama2", "BitNet"), papers) == ("BitNet",)
    assert unheard(("BitNet",), []) == ("BitNet",)


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


def test_a_named_paper_that_has_all_that_is_asked_tells_it_however_near_the_others_are() -> None:
    calibration = replace(MODEL, relevant_logit=-1.25)
    signs = EvidenceSigns(passage=-0.6, margin=2.0, detail=0.8, lacking=0.0, strangers=0.0, named=1.0)
    assert plainly_told(signs, calibration)
    for other in (
        replace(signs, passage=-2.0),
        replace(signs, detail=0.5),
        replace(signs, lacking=0.5),
        replace(signs, strangers=1.0),
        replace(signs, named=0.0),
    ):
        assert not plainly_told(other, calibration)
