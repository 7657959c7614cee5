from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.comparing.clauses import LONGEST, clause

LONG = (
    "We propose a lamp that follows the eyes of the reader through every room of the house and along all of "
    "its corridors at night, thus making it a pleasure to read"
)


def kept(sentence: str, word: str) -> str:
    span = clause(sentence, lambda part: word in part)
    return sentence[span.start : span.end]


def test_a_short_sentence_stays_whole() -> None:
    assert kept("It shines, thus making light.", "shines") == "It shines, thus making light."


def test_a_long_sentence_loses_what_follows_and_qualifies_nothing() -> None:
    assert kept(f"{LONG} in the evening hours.", "lamp") == LONG.partition(", thus")[0]


def test_a_condition_holds_the_sentence_together() -> None:
    sentence = f"{LONG} if the current is strong."
    assert kept(sentence, "lamp") == sentence


def test_a_figure_is_never_cut_away() -> None:
    sentence = f"{LONG} 3 times as long."
    assert kept(sentence, "lamp") == sentence


def test_an_enumeration_is_not_cut() -> None:
    sentence = f"We show that (1) {LONG} for ever; (2) it ends."
    assert kept(sentence, "lamp") == sentence


def test_what_does_not_matter_is_not_kept_alone() -> None:
    sentence = f"{LONG} in the evening hours."
    assert kept(sentence, "evening") == sentence


@given(
    st.lists(
        st.sampled_from(["lamp", "; ", ", thus ", ", which ", " and we ", "(", ")", "$", "not", " a"]),
        max_size=90,
    )
)
def test_a_part_is_contiguous_holds_what_matters_and_leaves_no_bracket_open(words: list[str]) -> None:
    sentence = " ".join(words)
    part = kept(sentence, "lamp")
    assert part in sentence
    if part != sentence:
        assert len(sentence) > LONGEST
        assert "lamp" in part
        assert part.count("(") == part.count(")")
