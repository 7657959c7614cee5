from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.draft import Draft

PIECES = st.lists(st.tuples(st.sampled_from(["layout", "sentence"]), st.text(min_size=1)), max_size=12)


@given(PIECES)
def test_offsets_of_sentences_hold_in_the_text(pieces: list[tuple[str, str]]) -> None:
    draft = Draft()
    for kind, text in pieces:
        draft.layout(text) if kind == "layout" else draft.sentence(text, [1])
    assert all(draft.text[s.start : s.end] == s.text for s in draft.sentences)


def test_labels_follow_their_sentence() -> None:
    draft = Draft()
    draft.sentence("It is so.", [2, 3])
    assert draft.text == "It is so. [2] [3]"


def test_a_draft_behind_another_keeps_its_sentences_in_place() -> None:
    first, second = Draft(), Draft()
    first.sentence("One.", [1])
    first.layout("\n\n")
    second.frame("Two:")
    second.sentence("Three.", [2])
    first.add(second)
    assert first.text == "One. [1]\n\nTwo:Three. [2]"
    assert [first.text[s.start : s.end] for s in first.sentences] == ["One.", "Two:", "Three."]
    assert first.framing == {"Two:"}
