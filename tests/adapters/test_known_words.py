from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.known_words import known_words
from assistant.adapters.onnx_models import TOKENIZER, packaged
from assistant.errors import ModelError


def test_the_packaged_vocabulary_holds_whole_english_words_only() -> None:
    words = known_words(packaged(TOKENIZER))
    assert {"contest", "planets", "attention"} <= set(words)
    assert all(word.isalpha() for word in words)
    assert "atention" not in words


def test_the_commonest_words_come_first() -> None:
    words = known_words(packaged(TOKENIZER))
    assert words.index("the") < words.index("which") < words.index("planets")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"model": {"vocab": 3}}'])
def test_a_file_of_another_kind_is_explained(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tokenizer.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="can't be read"):
        known_words(file)
    with pytest.raises(ModelError):
        known_words(tmp_path / "missing.json")
