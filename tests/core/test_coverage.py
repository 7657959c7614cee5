from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.coverage import coverage, covered
from assistant.domain import Paper, Passage, Ranked

TEXTS = {"a": "Lamps with brass wicks.", "b": "Lamps that pre-heat oil.", "c": "Lamps of the harbour."}


def test_a_word_that_few_texts_have_weighs_most() -> None:
    shares = coverage("brass lamps", TEXTS)
    assert shares["a"] == pytest.approx(1.0)
    assert 0.0 < shares["c"] == shares["b"] < 0.1


def test_words_that_no_text_has_tell_nothing_of_any() -> None:
    assert coverage("brass lamps of mercury", TEXTS) == coverage("brass lamps", TEXTS)
    assert coverage("mercury", TEXTS) == dict.fromkeys(TEXTS, 0.0)
    assert coverage("of the", TEXTS) == dict.fromkeys(TEXTS, 0.0)


@pytest.mark.parametrize("topic", ["preheat", "pre-heating", "preheated", "heat"])
def test_a_word_with_a_hyphen_is_its_parts_and_all_of_it(topic: str) -> None:
    assert coverage(topic, TEXTS)["b"] > 0.9


def test_a_passage_counts_by_the_words_of_its_whole_paper() -> None:
    passage = Ranked(Passage("p1", "p", "", "oil", 0, 3), 1.0, signals=(("cosine", 0.5),))
    papers = [Paper("p", "Brass lamps", "They burn oil."), Paper("q", "Harbours", "They are dark.")]
    (item,) = covered("brass wicks", [passage], papers)
    assert item.signals == (("cosine", 0.5), ("coverage", 1.0))
    assert (item.passage, item.score) == (passage.passage, 1.0)


@given(st.text(max_size=40), st.dictionaries(st.text(max_size=3), st.text(max_size=60), max_size=5))
def test_a_share_lies_between_none_and_all(topic: str, texts: dict[str, str]) -> None:
    shares = coverage(topic, texts)
    assert shares.keys() == texts.keys()
    assert all(0.0 <= share <= 1.0 + 1e-9 for share in shares.values())
