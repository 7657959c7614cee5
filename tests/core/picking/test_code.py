from __future__ import annotations

import pytest

from assistant.core.picking.code import code_asked_for

CODE = code_asked_for("Which papers release their code?")


@pytest.mark.parametrize(
    ("question", "besides"),
    [
        ("Which papers release their code?", ""),
        ("How many papers have code available?", ""),
        ("papers with public code", ""),
        ("Which papers on gas lamps share their source code?", "gas lamps"),
        ("Which lamp papers provide code and weights?", "lamp"),
    ],
)
def test_a_question_may_ask_for_papers_with_code(question: str, besides: str) -> None:
    code = code_asked_for(question)
    assert code is not None
    assert code.besides == besides


@pytest.mark.parametrize(
    "question",
    [
        "Which papers work with code generation?",
        "Which papers introduce a code benchmark?",
        "Which papers are about source code?",
    ],
)
def test_code_as_a_subject_is_no_code_that_is_shared(question: str) -> None:
    assert code_asked_for(question) is None


@pytest.mark.parametrize(
    ("sentence", "shared"),
    [
        ("Code is available at https://example.org/lamps.", True),
        ("We will release our code and data soon.", True),
        ("The codes are publicly available.", True),
        ("See https://github.com/example/lamps.", True),
        ("Our code, data and models will be released upon acceptance.", True),
        ("It does well on code generation.", False),
        ("Lamps are available at every shop.", False),
    ],
)
def test_a_sentence_that_shares_code_says_where_or_that_it_will(sentence: str, shared: bool) -> None:
    assert CODE is not None
    assert CODE.met_in(sentence, "Lamps") is shared
