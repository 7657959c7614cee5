"""A tokenizer's file in, the whole words of its vocabulary out: English words, the commonest first."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.errors import ModelError


def known_words(tokenizer: Path) -> tuple[str, ...]:
    """Lower-case words of letters only, in order of their ids (WordPiece; pieces of words begin with '##').

    BERT's vocabulary (Devlin et al. 2019) is numbered by frequency.

    Raises ModelError when the file is no tokenizer of this kind.
    """
    try:
        vocabulary = json.loads(tokenizer.read_bytes())["model"]["vocab"]
        words = (word for word in vocabulary if word.isalpha() and (len(word) > 1 or word.isascii()))
        return tuple(sorted(words, key=vocabulary.__getitem__))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"the vocabulary of {tokenizer} can't be read",
            why=str(error),
            remedy="reinstall its package, or check the path in the settings",
        ) from error
