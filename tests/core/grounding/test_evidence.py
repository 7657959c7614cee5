from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.evidence import MOST_LETTERS, MOST_SENTENCES, select

ABSTRACT = (
    "Language models forget rare facts.",
    "We train a retriever on 40 million question pairs.",
    "It raises exact match by 3.2 points on open questions.",
    "Latency falls to 12 milliseconds.",
    "Code is public.",
)


def test_the_sentence_that_shares_the_claims_words_is_chosen() -> None:
    assert select("Latency falls to 12 milliseconds.", ABSTRACT) == (3,)


def test_a_claim_made_of_two_sentences_gets_both_in_their_order() -> None:
    assert select("Latency falls to 12 milliseconds and exact match rises by 3.2 points.", ABSTRACT) == (2, 3)


def test_a_claim_that_shares_nothing_still_gets_a_sentence_to_be_compared_with() -> None:
    assert select("Penguins swim.", ABSTRACT) == (0,)


def test_no_sentences_give_no_evidence() -> None:
    assert select("Latency falls.", ()) == ()


def test_more_letters_than_asked_for_are_taken_only_for_one_long_sentence() -> None:
    long = "The retriever " + "very " * 200 + "often fails."
    assert select("The retriever fails.", (long, "The retriever is small.")) in ((0,), (1,))
    assert select("The retriever fails.", (long,)) == (0,)


TEXTS = st.lists(st.text(alphabet="abc dé1. ", min_size=1, max_size=60), max_size=12)


@given(st.text(max_size=80), TEXTS)
def test_what_is_chosen_is_in_order_within_bounds_and_the_same_each_time(
    claim: str, sentences: list[str]
) -> None:
    chosen = select(claim, sentences)
    assert list(chosen) == sorted(set(chosen))
    assert len(chosen) <= MOST_SENTENCES
    assert bool(chosen) == bool(sentences)
    assert len(chosen) <= 1 or sum(len(sentences[place]) for place in chosen) <= MOST_LETTERS
    assert chosen == select(claim, list(sentences))
