"""A tokenizer's file in, the whole words of its vocabulary out: English words that are no typing errors."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.errors import ModelError


def known_words(tokenizer: Path) -> frozenset[str]:
    """Lower-case words of letters only (WordPiece; pieces of words begin with '##').

    Raises ModelError when the file is no tokenizer of this kind.
    """
    try:
        vocabulary = json.loads(tokenizer.read_bytes())["model"]["vocab"]
        return frozenset(word for word in vocabulary if word.isalpha())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"the vocabulary of {tokenizer} can't be read",
            why=str(error),
            remedy="reinstall its package, or check the path in the settings",
        ) from error
