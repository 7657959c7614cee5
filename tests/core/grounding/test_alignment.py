from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.alignment import KINDS, kinds

START, END = 101, 102
TOKENS = st.lists(st.integers(1000, 1010), max_size=12)


def pair(claim: list[int], evidence: list[int]) -> tuple[list[int], list[int]]:
    ids = [START, *claim, END, *evidence, END]
    return ids, [0] * (len(claim) + 2) + [1] * (len(evidence) + 1)


def test_a_changed_word_between_equal_ones_stands_out() -> None:
    assert kinds(*pair([7, 8, 9, 5], [7, 8, 6, 5])) == [0, 2, 2, 0, 1, 0, 5, 5, 3, 4, 3]


def test_texts_that_share_nothing_have_the_plain_kinds() -> None:
    assert kinds(*pair([1, 2], [3])) == [0, 0, 0, 0, 3, 3]


@given(TOKENS, TOKENS)
def test_each_token_has_a_kind_of_its_own_text(claim: list[int], evidence: list[int]) -> None:
    ids, segments = pair(claim, evidence)
    found = kinds(ids, segments)
    assert len(found) == len(ids)
    assert all(kind // (KINDS // 2) == segment for kind, segment in zip(found, segments, strict=True))


@given(st.lists(st.integers(1000, 1010), min_size=2, max_size=12))
def test_a_quotation_matches_throughout(claim: list[int]) -> None:
    assert kinds(*pair(claim, claim)) == [0, *[2] * len(claim), 0, *[5] * len(claim), 3]
