from __future__ import annotations

import random

import pytest

from eval.training import rewrites
from eval.training.faults import Context

ABSTRACT = (
    "We study large language models (LLMs) for code.",
    "On two data sets, our method improves accuracy by 37%.",
    "FastNet significantly outperforms BigNet on GLUE.",
)


def context(seed: int = 0) -> Context:
    return Context(ABSTRACT, (), random.Random(seed))


@pytest.mark.parametrize(
    ("rewrite", "text", "expected"),
    [
        (rewrites.third_person, "We improve our model.", "The authors improve their model."),
        (rewrites.opener_dropped, "However, it is slow.", "It is slow."),
        (rewrites.intro_dropped, "Our results show that it is slow.", "It is slow."),
        (rewrites.refronted, "On two data sets, we see gains.", "We see gains on two data sets."),
        (
            rewrites.passive,
            "FastNet outperforms BigNet on GLUE.",
            "BigNet is outperformed by FastNet on GLUE.",
        ),
        (rewrites.brackets_dropped, "It is slow (very slow) here.", "It is slow here."),
        (
            rewrites.list_shortened,
            "The new FastNet model is fast on small phones and large servers.",
            "The new FastNet model is fast on small phones.",
        ),
        (rewrites.figures, "It gains 1,000 points.", "It gains 1000 points."),
        (rewrites.named_in_full, "LLMs write code.", "large language models write code."),
        (rewrites.figures, "It is slow.", None),
    ],
)
def test_a_rewriting_keeps_what_is_said(rewrite: rewrites.Rewrite, text: str, expected: str | None) -> None:
    assert rewrite(text, context()) == expected


def test_a_figure_may_be_spelled_out() -> None:
    assert rewrites.figures("It gains 37%.", context()) in ("It gains 37 percent.", "It gains 37 per cent.")


@pytest.mark.parametrize("seed", range(30))
def test_rewriting_is_the_same_for_the_same_draw_and_never_empty(seed: int) -> None:
    text, done = rewrites.rewritten(ABSTRACT[1], context(seed))
    assert text
    assert bool(done) or text == ABSTRACT[1]
    assert (text, done) == rewrites.rewritten(ABSTRACT[1], context(seed))


def test_some_sentences_stay_as_they_are_since_quotes_are_claims_too() -> None:
    assert any(rewrites.rewritten(ABSTRACT[1], context(seed)) == (ABSTRACT[1], ()) for seed in range(60))
