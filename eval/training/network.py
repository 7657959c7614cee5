"""Token ids of a claim and its evidence in, one logit out: BERT with a pooled classifier, in torch.

In place of BERT's two segments a token has one of six kinds, which tell what the two texts share.
Parameters are named as in the file they come from, less the prefix `bert.` (Devlin et al., 2019).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from assistant.core.grounding.alignment import KINDS

WIDTH, HEADS, INNER, WORDS, PLACES = 384, 12, 1536, 30522, 512
EPSILON = 1e-12
HALF = torch.cpu._is_avx512_bf16_supported()
"""Products in bfloat16, twice as fast where the processor multiplies in it; slower elsewhere."""
_PRODUCTS = torch.bfloat16 if HALF else torch.float32
FAR = -10000.0
"""What a place without a token scores."""


class Embeddings(nn.Module):
    """Words, places and kinds to vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(WORDS, WIDTH)
        self.position_embeddings = nn.Embedding(PLACES, WIDTH)
        self.token_type_embeddings = nn.Embedding(KINDS, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        """(batch, length) ids and kinds to (batch, length, width)."""
        places = self.position_embeddings.weight[: ids.shape[1]]
        summed: Tensor = self.LayerNorm(
            self.word_embeddings(ids) + places + self.token_type_embeddings(kinds)
        )
        return summed


class Attention(nn.Module):
    """Multi-head self-attention with its residual."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.dense = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, states: Tensor, hidden: Tensor, first: int | None) -> Tensor:
        """States, what hides places without a token, and how many places to answer for (None: all).

        Written out: the fused attention of torch takes half of a training step on a processor.
        """
        asking = states[:, :first]
        query = self._split(self.query(asking)) * (WIDTH // HEADS) ** -0.5
        key, value = self._split(self.key(states)), self._split(self.value(states))
        shares = (query @ key.transpose(2, 3) + hidden).softmax(-1)
        joined = (shares.to(value.dtype) @ value).transpose(1, 2).flatten(2)
        out: Tensor = self.LayerNorm(asking + self.dense(joined))
        return out

    def _split(self, states: Tensor) -> Tensor:
        return states.unflatten(2, (HEADS, WIDTH // HEADS)).transpose(1, 2)


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention()
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, states: Tensor, hidden: Tensor, first: int | None = None) -> Tensor:
        """States to states, of the first places only if told."""
        states = self.attention(states, hidden, first)
        out: Tensor = self.LayerNorm(states + self.outer(F.gelu(self.inner(states))))
        return out


class CrossEncoder(nn.Module):
    """Claim and evidence, read together, to one logit: is the claim supported?"""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.embeddings = Embeddings()
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.pooler = nn.Linear(WIDTH, WIDTH)
        self.classifier = nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """Three (batch, length) arrays to (batch,) logits."""
        states = self.embeddings(ids, kinds)
        hidden = (~mask[:, None, None, :]).to(_PRODUCTS) * FAR
        for layer in self.layers[:-1]:
            states = layer(states, hidden)
        states = self.layers[-1](states, hidden, first=1)
        logits: Tensor = self.classifier(torch.tanh(self.pooler(states[:, 0])))
        return logits[:, 0]
