"""Sentences of an answer and the cited papers in, a verdict for each sentence out; the form layer.

A sentence that quotes a cited abstract word for word is supported, by the quote. Any other sentence
that claims something is not supported yet: entailment is judged by a later layer, never guessed here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.core.grounding.form import quoted_spans
from assistant.core.grounding.numbers import numbers_missing
from assistant.domain import Paper, Sentence, SentenceVerdict


def judge(
    sentence: Sentence,
    papers: Mapping[int, Paper],
    framing: Collection[str] = (),
    recorded: Collection[str] = (),
) -> SentenceVerdict:
    """Verdict of one sentence against the abstracts of the papers it cites; `papers` by label.

    `framing` sentences claim nothing; `recorded` ones were made from the catalogue, not from an abstract.
    """
    if sentence.text in framing:
        return SentenceVerdict("framing", 1.0)
    if not sentence.labels:
        return SentenceVerdict("uncited", 0.0, reasons=("cites no paper",))
    unknown = [label for label in sentence.labels if label not in papers]
    if unknown:
        labels = ", ".join(f"[{label}]" for label in unknown)
        return SentenceVerdict("unsupported", 0.0, reasons=(f"{labels} is not among the sources",))
    if sentence.text in recorded:
        return SentenceVerdict("supported", 1.0, reasons=("from the catalogue's record of the paper",))
    return _against([papers[label] for label in sentence.labels], sentence.text)


def _against(cited: Sequence[Paper], text: str) -> SentenceVerdict:
    for paper in cited:
        if spans := quoted_spans(text, paper):
            return SentenceVerdict("supported", 1.0, spans)
    reasons = [f"number {n} not in cited text" for n in numbers_missing(text, cited)]
    return SentenceVerdict("unsupported", 0.0, reasons=(*reasons, "not a quotation of the cited abstract"))
