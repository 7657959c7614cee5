"""A checked answer in, the short facts that people are told of it out."""

from __future__ import annotations

from assistant.domain import Answer, Support, Usage

_SHORT: dict[Support, str] = {"partly": "in part", "unsupported": "not", "uncited": "without citation"}


def judged(answer: Answer) -> list[Support]:
    """The verdicts of the sentences that claim something."""
    return [verdict.support for verdict in answer.verdicts if verdict.support != "framing"]


def support_told(answer: Answer) -> str:
    """'3 of 4 sentences supported', and that all are quotations, or how the others were judged."""
    verdicts = judged(answer)
    if not verdicts:
        return "no sentence to check"
    supported = f"{verdicts.count('supported')} of {counted(len(verdicts), 'sentence')} supported"
    return f"{supported}{_verdicts_told(answer)}"


def coverage_told(answer: Answer) -> str:
    """'cites 2 of 3 matching papers'."""
    return f"cites {answer.coverage.used} of {counted(answer.coverage.matching, 'matching paper')}"


def silence_told(answer: Answer) -> str:
    """Of an answer that was refused: how many papers match, or that none does."""
    if found := answer.coverage.matching:
        return f"no answer in {counted(found, 'matching paper')}"
    return "no answer" if answer.nearest else "no answer · no paper matches"


def counted(number: int, noun: str) -> str:
    """'1 paper', '2 papers'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _verdicts_told(answer: Answer) -> str:
    if all_quoted(answer):
        return ", all quoted"
    verdicts = judged(answer)
    counts = ((verdicts.count(support), words) for support, words in _SHORT.items())
    return "".join(f" · {count} {words}" for count, words in counts if count)


def all_quoted(answer: Answer) -> bool:
    """Whether every sentence that claims something stands, letter for letter, in an abstract it cites."""
    abstracts = {source.label: source.paper.abstract for source in answer.sources}
    claims = [
        sentence
        for sentence, verdict in zip(answer.sentences, answer.verdicts, strict=True)
        if verdict.support != "framing"
    ]
    return bool(claims) and all(
        any(claim.text in abstracts.get(label, "") for label in claim.labels) for claim in claims
    )


def usage_told(usage: Usage) -> str:
    """What a model server counted: '900 tokens read, 30 written, $0.0012'; empty without a model."""
    parts = []
    if usage.prompt_tokens or usage.completion_tokens:
        parts.append(f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written")
    if usage.cost_usd is not None:
        parts.append(f"${usage.cost_usd:.4f}")
    return ", ".join(parts)
