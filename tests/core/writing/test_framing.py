from __future__ import annotations

import pytest

from assistant.core.silence import CANNOT_TELL
from assistant.core.writing.cited_text import Claim
from assistant.core.writing.framing import frames

QUESTION = "How do Sparse Layers and Dense Layers differ?"


@pytest.mark.parametrize(
    "sentence",
    [
        "Here is a comparison of Sparse Layers and Dense Layers:",
        "The papers differ in the following ways:",
        "Based on the provided abstracts:",
        "In summary:",
        CANNOT_TELL,
    ],
)
def test_an_introduction_claims_nothing(sentence: str) -> None:
    assert frames(Claim(sentence), QUESTION)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sparse Layers are faster:",
        "Here is why Transformers fail:",
        "Here are 3 differences:",
        "The papers agree.",
        "Sparse layers differ from dense layers.",
        "Based on the abstracts, quantisation hurts:",
    ],
)
def test_what_may_be_a_claim_is_one(sentence: str) -> None:
    assert not frames(Claim(sentence), QUESTION)


def test_a_sentence_with_a_citation_is_always_a_claim() -> None:
    assert not frames(Claim("Here is a comparison:", (1,)), QUESTION)
