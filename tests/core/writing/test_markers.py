from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.writing.markers import MarkerStream

TEXTS = st.lists(
    st.sampled_from(
        [
            "[1]",
            "[1, 3]",
            "[2][3]",
            "【1】",
            "【4†source】",
            "[",
            "]",
            "[0, 1]",
            "[12",
            "[Paper 2]",
            " ",
            "fast",
            ".",
            "\n",
        ]
    )
    | st.text(max_size=5)
).map("".join)


def normalised(*pieces: str) -> str:
    stream = MarkerStream()
    return "".join([*(stream.feed(piece) for piece in pieces), stream.end()])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("fast [1].", "fast [1]."),
        ("fast [1, 3].", "fast [1] [3]."),
        ("fast [1][3].", "fast [1] [3]."),
        ("fast[1; 2 and 3].", "fast [1] [2] [3]."),
        ("fast [1-3].", "fast [1] [2] [3]."),
        ("fast 【1】.", "fast [1]."),
        ("fast 【2†source】.", "fast [2]."),
        ("fast [Paper 2].", "fast [2]."),
        ("fast [^4].", "fast [4]."),
        ("fast ([1]).", "fast ([1])."),
        ("fast [1, 1].", "fast [1]."),
    ],
)
def test_every_way_of_citing_becomes_ours(written: str, shown: str) -> None:
    assert normalised(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "in [0, 1]",
        "an [MASK] token",
        "[see above]",
        "a [link](https://example.org)",
        "[3-1]",
        "[1-900]",
        "[1\n]",
        "[",
        "x[i]",
    ],
)
def test_what_is_no_citation_stays(text: str) -> None:
    assert normalised(text) == text


def test_an_unfinished_bracket_is_held_back() -> None:
    stream = MarkerStream()
    assert stream.feed("fast [1, ") == "fast "
    assert stream.feed("3] and") == "[1] [3] and"


def test_a_bracket_that_does_not_close_soon_is_given_out() -> None:
    stream = MarkerStream()
    assert stream.feed("[" + "a" * 50) == "[" + "a" * 50


@given(TEXTS, st.data())
def test_the_text_does_not_depend_on_how_it_was_cut(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert normalised(*pieces) == normalised(text)


@given(TEXTS)
def test_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
