from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.answering import PaperAssistant
from assistant.core.calibrating import Calibrated
from assistant.core.extractive import RANKS_ALL
from assistant.core.serialising import answer_object
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Answer, Document, Filters, Judged, Question, Retrieved, Understood, Wrote
from tests.core.worlds import CALIBRATION, LINES, extractive_assistant, world
from tests.fakes import FakeCalibrations


@pytest.fixture
def assistant(tmp_path: Path) -> PaperAssistant:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return extractive_assistant(here)


def answer(assistant: PaperAssistant, text: str, filters: Filters | None = None) -> Answer:
    *_, last = assistant.ask(Question(text, filters or Filters()))
    assert isinstance(last, Judged)
    return last.answer


def kinds(steps: Iterator[object]) -> list[type]:
    return list(dict.fromkeys(type(step) for step in steps))


def test_the_steps_come_in_order(assistant: PaperAssistant) -> None:
    assert kinds(assistant.ask(Question("do sparse layers skip tokens"))) == [
        Understood,
        Retrieved,
        Wrote,
        Judged,
    ]


def test_a_fact_is_answered_verbatim_with_its_label_and_source(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast are sparse layers")
    assert not found.abstained
    assert found.sources[0].paper.title == "Sparse Layers"
    assert all(sentence.text in LINES for sentence in found.sentences)
    assert {verdict.support for verdict in found.verdicts} == {"supported"}


def test_what_was_written_is_the_text_of_the_answer(assistant: PaperAssistant) -> None:
    steps = list(assistant.ask(Question("how fast are sparse layers")))
    written = "".join(step.text for step in steps if isinstance(step, Wrote))
    last = steps[-1]
    assert isinstance(last, Judged)
    assert written == last.answer.text


def test_a_comparison_gives_each_named_paper_its_own_sentences(assistant: PaperAssistant) -> None:
    found = answer(assistant, "compare Sparse Layers and Dense Layers in tokens")
    assert found.kind == "compare"
    assert [source.paper.title for source in found.sources] == ["Sparse Layers", "Dense Layers"]


def test_described_papers_are_compared_as_named_ones_are(assistant: PaperAssistant) -> None:
    found = answer(assistant, "How do the paper on all pairs of tokens and Sparse Layers differ?")
    assert found.kind == "compare"
    assert {source.paper.title for source in found.sources} == {"Sparse Layers", "Dense Layers"}


def test_a_list_has_a_line_for_every_relevant_paper(assistant: PaperAssistant) -> None:
    found = answer(assistant, "which papers speak of all pairs of tokens")
    assert {source.paper.title for source in found.sources} == {"Sparse Layers", "Dense Layers"}
    assert found.verdicts[0].support == "framing"


def test_papers_that_a_filter_can_not_judge_are_told(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast are sparse layers", Filters(year_from=2020))
    assert found.abstained
    assert "3 papers have no date and are left out." in found.notes


MADE = """\
Row Bench | We release a benchmark of sparse layers. It has nine tasks.
Row Users | Sparse layers win on a benchmark. They are compared on every benchmark of layers.
"""


def test_who_made_a_thing_is_listed_and_who_uses_it_is_not(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", MADE), Document("b.txt", LINES)]))
    assistant = extractive_assistant(here)
    found = answer(assistant, "Which papers introduce a benchmark?")
    assert [source.paper.title for source in found.sources] == ["Row Bench"]
    assert "We release a benchmark of sparse layers." in found.text
    counted = answer(assistant, "How many papers introduce a benchmark?")
    assert counted.text.startswith("1 paper in the collection that introduce")
    assert answer(assistant, "Which papers introduce a data set?").abstained


@pytest.mark.parametrize(
    "question", ["Which papers introduce a benchmark?", "How many papers introduce a benchmark?"]
)
def test_a_list_of_makers_among_the_nearest_papers_only_says_so(tmp_path: Path, question: str) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", MADE), Document("b.txt", LINES)]))
    found = answer(extractive_assistant(here, read_papers=4), question)
    assert [source.paper.title for source in found.sources] == ["Row Bench"]
    [note] = [note for note in found.notes if "too large for every abstract" in note]
    assert "may be missing" in note
    assert note not in answer(extractive_assistant(here, read_papers=5), question).notes


def test_what_ranks_all_papers_is_told_by_no_abstract(assistant: PaperAssistant) -> None:
    found = answer(assistant, "What is the fastest layer in these papers?")
    assert found.abstained
    assert RANKS_ALL in found.notes
    assert not answer(assistant, "How fast are sparse layers?").abstained


def test_without_evidence_it_says_so_and_names_the_nearest(assistant: PaperAssistant) -> None:
    found = answer(assistant, "who won the election in Finland")
    assert found.abstained
    assert found.text == CANNOT_TELL
    assert found.sources == ()
    assert len(found.nearest) == 3


def test_a_name_that_no_abstract_speaks_of_is_not_answered_from_another_paper(
    assistant: PaperAssistant,
) -> None:
    asked = answer(assistant, "how fast are sparse layers in BitNet")
    assert (asked.abstained, asked.text) == (True, CANNOT_TELL)
    assert asked.notes == ("No abstract that was found speaks of ‘BitNet’.",)
    assert asked.nearest[0].title == "Sparse Layers"


def test_of_two_questions_in_one_the_part_that_is_told_is_answered(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast are sparse layers, and which batch size do they use?")
    assert (found.abstained, "twice as fast" in found.text) == (False, True)
    assert found.notes == ("No abstract that was found tells ‘which batch size do they use’.",)


def test_a_part_that_is_not_told_is_named_beside_the_answer(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast are sparse layers, and how many people built the layers?")
    assert "twice as fast" in found.text
    assert found.notes == ("No abstract that was found tells ‘how many people built the layers’.",)


def test_a_subject_is_explained_by_whatever_speaks_of_it(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    strict = extractive_assistant(here, replace(CALIBRATION, threshold=1.0))
    assert not answer(strict, "what are sparse layers?").abstained
    assert answer(strict, "how fast are sparse layers in winter").abstained
    lenient = extractive_assistant(here, replace(CALIBRATION, threshold=0.0))
    assert answer(lenient, "what is speculative boosting?").abstained


def test_the_threshold_found_for_the_collection_holds_in_place_of_the_fitted_one(tmp_path: Path) -> None:
    here, store = world(tmp_path), FakeCalibrations()
    list(here.collection.ingest([Document("a.txt", LINES)]))
    assistant = extractive_assistant(here, calibrations=store)
    assert not answer(assistant, "how fast are sparse layers in winter").abstained
    store.save(Calibrated(200, 0.0, 1.0, 20, 20, 40, 40))
    assert answer(assistant, "how fast are sparse layers in winter").abstained


def test_what_a_named_paper_plainly_tells_is_answered_at_any_threshold(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    strict = extractive_assistant(here, replace(CALIBRATION, threshold=1.0))
    assert not answer(strict, "how fast are sparse layers").abstained


def test_a_filter_that_leaves_nothing_leads_to_abstention(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast are sparse layers", Filters(year_from=2020))
    assert found.abstained
    assert found.retrieved == ()


def test_a_filtered_paper_is_never_used(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast are sparse layers", Filters(titles=("Dense",)))
    assert {paper.title for paper in found.retrieved} == {"Dense Layers"}


def test_equal_questions_have_equal_answers_timings_aside(assistant: PaperAssistant) -> None:
    objects = [answer_object(answer(assistant, "how fast are sparse layers")) for _ in range(3)]
    for item in objects:
        assert set(item.pop("timings_ms")) == {
            "understand",
            "retrieve",
            "rerank",
            "compose",
            "ground",
            "total",
        }
    assert objects[0] == objects[1] == objects[2]


def test_the_stamp_names_the_corpus_that_was_asked(assistant: PaperAssistant) -> None:
    stamp = answer(assistant, "how fast are sparse layers").stamp
    assert stamp is not None
    assert stamp.corpus


def test_a_filter_in_words_that_leaves_nothing_is_told(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how fast is skipping pairs of tokens, since 2020?")
    assert found.abstained
    assert found.filters == Filters(year_from=2020)
    assert found.notes == (
        "The collection has no paper from 2020 or later.",
        "3 papers have no date and are left out.",
    )


def test_a_question_for_the_catalogue_is_answered_from_it_whole(assistant: PaperAssistant) -> None:
    found = answer(assistant, "which papers are there?")
    assert found.kind == "metadata"
    assert {source.paper.title for source in found.sources} == {
        "Sparse Layers",
        "Dense Layers",
        "Cache Pruning",
    }
    assert {verdict.support for verdict in found.verdicts} == {"supported", "framing"}


def test_papers_on_a_topic_are_counted_by_their_relevance(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how many papers speak of all pairs of tokens?")
    assert found.text.startswith("2 papers in the collection on all pairs of tokens:")
    assert len(found.sources) == 2


def test_a_fact_about_a_named_paper_is_answered_from_no_other(assistant: PaperAssistant) -> None:
    found = answer(assistant, "what accuracy do Dense Layers reach on pairs of tokens?")
    assert not found.abstained
    assert {source.paper.title for source in found.sources} == {"Dense Layers"}


def test_every_sentence_of_a_named_paper_may_answer(assistant: PaperAssistant) -> None:
    found = answer(assistant, "how many days does training of Dense Layers take?")
    assert "nine days" in found.text
