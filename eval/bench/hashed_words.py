"""Texts in, vectors of their words out, at once: stands in for the encoder where only its time matters."""

from __future__ import annotations

import re
from functools import cached_property
from zlib import crc32

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

DIMENSION = 384
_BUCKETS = 1 << 15
_WORD = re.compile(r"\w+")


class HashedWords(BaseEmbedding):
    """The mean of random directions, one for each word (Weinberger et al. 2009, "Feature Hashing").

    Texts that share words are near each other, so a search finds something and the graph has clusters to
    walk through; what it finds says nothing about the product.
    """

    model_name: str = "hashed words"

    @cached_property
    def _directions(self) -> NDArray[np.float32]:
        drawn: NDArray[np.float64] = np.random.default_rng(0).normal(size=(_BUCKETS, DIMENSION))
        return drawn.astype(np.float32)

    def _get_text_embedding(self, text: str) -> list[float]:
        words = {crc32(word.encode()) % _BUCKETS for word in _WORD.findall(text.lower())} or {0}
        return [float(number) for number in self._directions[sorted(words)].mean(axis=0)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
