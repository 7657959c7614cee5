from __future__ import annotations

import pytest

from assistant.core.understanding.language import language_of, without_function_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie reduziert RowCache den Speicherbedarf?", "German"),
        ("Welche Arbeiten gibt es über Sparse Attention?", "German"),
        ("Quels articles parlent de la quantification du cache ?", "French"),
        ("¿Qué es un attention sink?", "Spanish"),
        ("quali articoli trattano di attention lineare", "Italian"),
        ("什么是注意力机制？", "Chinese"),
        ("注意機構とは何ですか", "Japanese"),
        ("Как работает RowCache?", "Russian or another language in Cyrillic"),
    ],
)
def test_a_question_in_another_language_is_recognised(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "kv cache quantization",
        "what is de novo protein design",
        "Does the naïve α-β pruning of El Niño data help?",
        "no idea",
        "RAG",
        "",
        "UMMAN versus OPERA",
    ],
)
def test_english_and_terms_alone_are_not_taken_for_another_language(text: str) -> None:
    assert language_of(text) == ""


def test_names_and_terms_are_left_of_a_foreign_question() -> None:
    text = "Welche Arbeiten gibt es über Sparse Attention?"
    assert without_function_words(text, "German") == "Sparse Attention?"
