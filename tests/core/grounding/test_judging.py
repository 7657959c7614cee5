from __future__ import annotations

import pytest

from assistant.core.grounding.form import quoted_spans
from assistant.core.grounding.judging import judge
from assistant.core.grounding.numbers import numbers_missing
from assistant.domain import Paper, Sentence, Span

TEXT = "Layers are 2.5x faster – on 8 cores. Accuracy is kept."
PAPER = Paper("p", "Layers", TEXT, sentences=(Span(0, 36), Span(37, 54)))


def sentence(text: str, *labels: int) -> Sentence:
    return Sentence(text, labels, 0, len(text))


def test_a_quotation_is_supported_and_points_at_its_sentence() -> None:
    verdict = judge(sentence("Accuracy is kept.", 1), {1: PAPER})
    assert (verdict.support, verdict.score) == ("supported", 1.0)
    assert [span.address for span in verdict.spans] == ["p#s2"]


def test_dashes_quotes_and_spaces_do_not_matter_to_a_quotation() -> None:
    assert quoted_spans("Layers are 2.5x faster -  on 8 cores.", PAPER)


def test_a_changed_number_is_named() -> None:
    verdict = judge(sentence("Layers are 3.5x faster - on 8 cores.", 1), {1: PAPER})
    assert verdict.support == "unsupported"
    assert "number 3.5 not in cited text" in verdict.reasons


@pytest.mark.parametrize("text", ["It was never said.", "accuracy is lost."])
def test_what_is_not_quoted_is_not_supported(text: str) -> None:
    assert judge(sentence(text, 1), {1: PAPER}).support == "unsupported"


def test_a_sentence_without_label_is_uncited() -> None:
    assert judge(sentence("Accuracy is kept."), {1: PAPER}).support == "uncited"


def test_an_unknown_label_is_unsupported() -> None:
    verdict = judge(sentence("Accuracy is kept.", 9), {1: PAPER})
    assert (verdict.support, verdict.reasons) == ("unsupported", ("[9] is not among the sources",))


def test_framing_is_not_scored() -> None:
    assert judge(sentence("2 papers:"), {}, {"2 papers:"}).support == "framing"


def test_numbers_in_the_title_count_as_stated() -> None:
    assert numbers_missing("GPT-4 is used on 8 cores", [Paper("p", "GPT-4", TEXT)]) == []
