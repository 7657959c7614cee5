from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.form import normalised
from assistant.core.grounding.judging import judge
from assistant.domain import (
    Answer,
    CitedPaper,
    Coverage,
    Filters,
    Paper,
    RankedPaper,
    Sentence,
    SentenceVerdict,
    Span,
)
from eval.cases import Case
from eval.checks import Trial
from eval.mutants import FAULTS, LEAST, ORIGINALS, REWORDED, TRUE, Detection, detection
from eval.originals import bystanders, originals

FAST = Paper(
    "fast", "Fast Rows", "Rows are read in 4.9 ms. They remain small.", sentences=(Span(0, 24), Span(25, 43))
)
SLOW = Paper("slow", "Slow Rows", "Reading takes long here.", sentences=(Span(0, 24),))
SAME = Paper("same", "Same Rows", f"{FAST.abstract} Really.", sentences=FAST.sentences)
CASE = Case("fact-1", "fact", "how fast?", ("Fast Rows",), (("4.9 ms",),), True, "first")


def trial(*sentences: Sentence, retrieved: tuple[Paper, ...] = (FAST, SLOW)) -> Trial:
    answer = Answer(
        question=CASE.question,
        standalone=CASE.question,
        kind="fact",
        filters=Filters(),
        abstained=False,
        text="",
        sentences=sentences,
        verdicts=(),
        sources=(CitedPaper(1, FAST, ()),),
        retrieved=tuple(RankedPaper(paper.id, paper.title, 0.0) for paper in retrieved),
        coverage=Coverage(2, 1),
    )
    return Trial(CASE, answer, {1: "fast"}, {paper.id: paper for paper in (FAST, SLOW, SAME)})


def quote(number: int = 1, *labels: int) -> Sentence:
    return Sentence(FAST.sentence(number), labels or (1,), number, number + len(FAST.sentence(number)))


GOOD = trial(quote(1), quote(2))


def lenient(sentence: Sentence, papers: Mapping[int, Paper]) -> SentenceVerdict:
    return SentenceVerdict("supported", 1.0)


def strict(sentence: Sentence, papers: Mapping[int, Paper]) -> SentenceVerdict:
    return SentenceVerdict("unsupported", 0.0)


def careless_of_labels(sentence: Sentence, papers: Mapping[int, Paper]) -> SentenceVerdict:
    return judge(replace(sentence, labels=(1,)), papers)


def careless_of_numbers(sentence: Sentence, papers: Mapping[int, Paper]) -> SentenceVerdict:
    if any(character.isdigit() for character in sentence.text):
        return SentenceVerdict("supported", 1.0)
    return judge(sentence, papers)


def framing(sentence: Sentence, papers: Mapping[int, Paper]) -> SentenceVerdict:
    return SentenceVerdict("framing", 1.0)


def rates(found: tuple[Detection, ...]) -> dict[str, float]:
    return {item.name: item.rate for item in found}


def made(found: tuple[Detection, ...]) -> dict[str, float]:
    """Rates of the classes that the sentences offer a place for."""
    return {item.name: item.rate for item in found if item.judged}


def test_the_products_checker_catches_every_fault_and_flags_no_original() -> None:
    found = made(detection([GOOD], judge))
    assert found == {name: float(name != ORIGINALS) for name in found}


def test_words_are_changed_in_every_way_that_a_sentence_offers() -> None:
    text = "RowFast often outperforms SlowCol v2 by up to 3 ms and is linked to smaller averages."
    paper = Paper("fast", "Fast Rows", text, sentences=(Span(0, len(text)),))
    other = replace(SLOW, abstract="ColTree takes long here.")
    answer = replace(
        GOOD.answer,
        sentences=(Sentence(text, (1,), 0, len(text)),),
        sources=(CitedPaper(1, paper, ()),),
    )
    here = replace(GOOD, answer=answer, papers={"fast": paper, "slow": other})
    assert set(made(detection([here], lenient))) == {*FAULTS, ORIGINALS}


@pytest.mark.parametrize("checker", [lenient, framing])
def test_a_checker_that_passes_everything_catches_nothing(checker: type) -> None:
    assert rates(detection([GOOD], checker)) == dict.fromkeys((*FAULTS, *TRUE), 0.0)


def test_a_checker_that_passes_nothing_raises_false_alarms() -> None:
    found = {item.name: item for item in detection([GOOD], strict)}
    assert found[ORIGINALS].rate == 1.0
    assert found[ORIGINALS].wrong[0].startswith("fact-1: Rows are read in 4.9 ms.")


def test_a_blind_spot_shows_in_its_class_alone() -> None:
    labels = made(detection([GOOD], careless_of_labels))
    assert {name for name, rate in labels.items() if rate == 0 and name != ORIGINALS} == {
        "citation_swapped",
        "citation_strayed",
        "citation_dropped",
        "citation_out_of_range",
    }
    assert rates(detection([GOOD], careless_of_numbers))["number_changed"] == 0.0


def test_every_mutant_is_counted_once_for_each_sentence_it_can_be_made_of() -> None:
    judged = {item.name: item.judged for item in detection([GOOD], judge)}
    assert judged["citation_dropped"] == judged[ORIGINALS] == 2
    assert judged["number_changed"] == 1


def test_a_rare_fault_is_planted_in_sentences_that_no_answer_quotes_too() -> None:
    linked = replace(SLOW, abstract="Depth is linked to size.", sentences=(Span(0, 24),))
    here = replace(GOOD, papers={"fast": FAST, "slow": linked})
    judged = {item.name: item for item in detection([here], lenient)}
    assert judged["cause_claimed"].judged == 1
    assert judged["cause_claimed"].wrong == ("fact-1: Depth causes size. [1]",)
    assert judged[ORIGINALS].judged == judged["citation_swapped"].judged == 2


def test_at_most_so_many_are_taken_from_elsewhere() -> None:
    spans = tuple(Span(place, place + 19) for place in range(0, 20 * 2 * LEAST, 20))
    text = " ".join(f"It is linked to {number:03}." for number in range(len(spans)))
    here = replace(GOOD, papers={"fast": FAST, "slow": replace(SLOW, abstract=text, sentences=spans)})
    judged = {item.name: item.judged for item in detection([here], lenient)}
    assert judged["cause_claimed"] == judged[ORIGINALS] == 2


def test_bystanders_are_each_taken_once_and_never_what_an_answer_quotes() -> None:
    assert [each.sentence.text for each in bystanders([GOOD, GOOD])] == ["Reading takes long here."]
    assert {each.cited.id for each in bystanders([trial(quote(1))])} == {"slow", "fast"}


def test_a_paper_that_says_the_same_is_no_wrong_citation() -> None:
    (original,) = originals(trial(quote(), retrieved=(FAST, SAME, SLOW)))
    assert original.other == SLOW
    assert list(originals(trial(quote(), retrieved=(FAST, SAME)))) == []


def test_only_verbatim_sentences_with_one_citation_are_originals() -> None:
    altered = Sentence("Rows are read fast.", (1,), 0, 19)
    assert list(originals(trial(altered, quote(1, 1, 2), Sentence(FAST.sentence(1), (), 0, 24)))) == []


def test_without_a_trial_every_rate_is_open() -> None:
    found = detection([], judge)
    assert {item.interval for item in found} == {(0.0, 1.0)}


def test_the_same_answers_give_the_same_mutants() -> None:
    assert detection([GOOD], lenient) == detection([GOOD], lenient)


@given(
    st.lists(
        st.sampled_from(["rows", "columns", "4", "3.75", "2,000", "grow", "shrink"]), min_size=2, max_size=9
    )
)
def test_a_mutant_differs_and_is_never_true_to_the_abstract(words: list[str]) -> None:
    text = " ".join(words)
    paper = Paper("p", "P", text, sentences=(Span(0, len(text)),))
    sentence = Sentence(text, (1,), 0, len(text))
    answer = replace(GOOD.answer, sentences=(sentence,), sources=(CitedPaper(1, paper, ()),))
    here = replace(GOOD, answer=answer, papers={"p": paper, "slow": SLOW, "fast": FAST})
    for original in originals(here):
        for fault in FAULTS.values():
            mutant = fault(original)
            assert mutant != sentence
            if mutant and mutant.labels == (1,):
                assert normalised(mutant.text) not in normalised(text)


def test_a_checker_that_denies_the_same_in_other_words_raises_false_alarms() -> None:
    text = "On long rows, reading is 40% faster."
    paper = Paper("fast", "Fast Rows", text, sentences=(Span(0, len(text)),))
    sentence = Sentence(text, (1,), 0, len(text))
    answer = replace(GOOD.answer, sentences=(sentence,), sources=(CitedPaper(1, paper, ()),))
    here = replace(GOOD, answer=answer, papers={"fast": paper, "slow": SLOW})
    (denied,) = (item for item in detection([here], strict) if item.name == REWORDED)
    assert (denied.flagged, denied.judged) == (1, 1)
    assert denied.wrong == ("fact-1: Reading is 40% faster on long rows. [1]",)
    (kept,) = (item for item in detection([here], judge) if item.name == REWORDED)
    assert kept.flagged == 0
