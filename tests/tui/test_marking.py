from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import Support
from assistant.tui.legible import legible
from assistant.tui.marking import POINTER, answer_content, answer_markdown, draft_content, literal, pieces
from assistant.tui.wording import MARKS
from tests.tui.scripted import MIXED, answer


def rendered(markdown: str) -> str:
    """The text that a reader of the rendered Markdown sees."""
    return "".join(map(_text, MarkdownIt("gfm-like").parse(markdown)))


def _text(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    return "".join(map(_text, token.children)) if token.children else token.content


def test_every_sentence_is_followed_by_its_labels_and_its_mark() -> None:
    text = answer_content(MIXED).plain
    assert "They are twice as fast. [1] ✓" in text
    assert "They are cheap. [1] ~" in text
    assert "They are 7 times better. [2] ✗" in text
    assert "Everybody uses them. ?" in text


def test_marks_differ_by_shape() -> None:
    assert len(set(MARKS.values())) == len(MARKS)


def test_markdown_and_text_show_the_same_words() -> None:
    plain = answer_content(MIXED).plain.replace("• ", "")
    assert "".join(rendered(answer_markdown(MIXED)).split()) == "".join(plain.split())


def test_labels_are_links_to_their_source() -> None:
    assert "(cite:2)" in answer_markdown(MIXED)


def test_the_sentence_looked_at_has_a_pointer_before_it() -> None:
    assert f"{POINTER} They are 7 times better." in answer_content(MIXED, 2).plain
    assert f"{POINTER} They are 7 times better." in rendered(answer_markdown(MIXED, 2))


def test_the_pieces_hold_the_whole_text_of_the_answer() -> None:
    labelled = "".join(
        piece.text + "".join(f" [{label}]" for label in piece.labels) for piece in pieces(MIXED)
    )
    assert labelled == MIXED.text


def test_text_behind_the_last_sentence_is_kept() -> None:
    longer = replace(MIXED, text=MIXED.text + "\n\nend")
    assert answer_content(longer).plain.endswith("\n\nend")


def test_bold_titles_of_a_list_stay_bold_and_lose_their_asterisks() -> None:
    content = draft_content("1 paper:\n- **A_B * C**: text")
    assert content.plain == "1 paper:\n• A_B * C: text"
    assert [str(span.style) for span in content.spans] == ["bold"]


def test_a_formula_is_shown_as_it_was_written() -> None:
    text = r"A* needs $\mathcal{O}(n_i * m_i)$ steps, see [x](http://e.org) <b>and</b> `y`."
    assert rendered(literal(text)) == text


@given(st.text(alphabet=st.characters(exclude_characters="*")))
def test_any_sentence_is_shown_as_it_was_written(text: str) -> None:
    assert rendered(literal(text)).strip() == " ".join(legible(text).split())


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(list(MARKS)))))
def test_any_answer_can_be_marked(claims: list[tuple[str, Support]]) -> None:
    result = answer("?", *((text, (1,), support) for text, support in claims))
    answer_markdown(result)
    assert answer_content(result).plain.count("[1]") >= len(claims)
