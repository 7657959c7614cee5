from __future__ import annotations

from collections.abc import Sequence

from assistant.core.comparing.asked import AskedOptions, weigh_asked, worded
from tests.fakes import FakeReranker

OPTIONS = AskedOptions()


class Recorder:
    """Reranker that finds everything and keeps what it was asked."""

    key = "recorder"

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        self.asked.append((question, list(passages)))
        return [1.0] * len(passages)


def test_a_sentence_with_the_aspects_words_holds_all_of_it() -> None:
    assert worded("local recurrence", "The rate of local recurrence was 5 %.") == 1
    assert worded("local recurrence", "Recurrence was rare.") == 0.5


def test_another_word_for_the_same_thing_counts_as_the_word() -> None:
    assert worded("speed", "Latency falls by half.") == 1
    assert worded("memory usage", "The cache size falls by half.") == 1


def test_a_wider_aspect_is_not_met_by_one_word_of_its_group() -> None:
    assert worded("data set size", "We build a corpus.") < 1
    assert worded("memory", "A network with gates.") == 0


def test_the_reranker_is_asked_in_the_sentences_own_word() -> None:
    reranker = Recorder()
    weigh_asked("speed", {3: "Latency falls by half.", 4: "The speed doubles."}, reranker, OPTIONS)
    assert sorted(reranker.asked) == [
        ("Latency", ["Latency falls by half."]),
        ("speed", ["The speed doubles."]),
    ]


def test_no_more_sentences_are_read_than_allowed_and_those_with_the_words_first() -> None:
    reranker = Recorder()
    sentences = dict.fromkeys(range(1, 9), "Nothing of it.") | {9: "The speed doubles."}
    weigh_asked("speed", sentences, reranker, OPTIONS)
    read = [text for _, texts in reranker.asked for text in texts]
    assert len(read) == OPTIONS.read
    assert "The speed doubles." in read


def test_a_sentence_without_the_words_needs_more() -> None:
    assert weigh_asked("speed", {1: "Nothing of it."}, FakeReranker(), OPTIONS) == {}
    assert weigh_asked("speed", {1: "The speed rises."}, FakeReranker(), OPTIONS) == {1: 8.0}


def test_where_a_measure_is_asked_for_a_sentence_with_a_figure_is_preferred() -> None:
    sentences = {1: "We compress the cache.", 2: "The cache shrinks by 70%."}
    found = weigh_asked("memory savings", sentences, Recorder(), OPTIONS)
    assert found[2] > found[1]
    plain = weigh_asked("cache policy", sentences, Recorder(), OPTIONS)
    assert plain[2] == plain[1]


def test_a_method_that_needs_no_training_states_what_its_training_costs() -> None:
    free, dear = "It is a training-free method.", "Existing methods are dear."
    assert weigh_asked("training cost", {1: dear, 2: free}, FakeReranker(), OPTIONS).keys() == {2}
    assert worded("fine-tuning effort", "It works without retraining.") == 1
    assert worded("training data", free) < 1


def test_what_is_done_without_is_stated_by_a_denial_of_it() -> None:
    sentences = {1: "Our lamp burns without oil.", 2: "The lamp is lit by hand."}
    assert weigh_asked("needs no oil", sentences, FakeReranker(), OPTIONS).keys() == {1}
