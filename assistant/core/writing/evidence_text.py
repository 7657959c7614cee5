"""Evidence in, the numbered text that fits a model's context out; the lowest-ranked passages go first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.gathering import Found
from assistant.core.writing.neutralising import neutral
from assistant.domain import Comparison, Paper, Query

_CHARACTERS_PER_TOKEN = 3.5
"""Of English prose, on the safe side of the 4 to 4.5 that common tokenizers reach."""

_TEMPLATE_TOKENS = 64
"""For the chat template around the messages."""

_MARGIN = 0.05
"""Share of the context that is left free, since tokens are estimated."""

_WIDE = ("list", "overview")


def tokens(text: str) -> int:
    """Estimate of a text's tokens, rather too many: letters beyond ASCII count as one each."""
    plain = len(text.encode("ascii", "ignore"))
    return math.ceil(plain / _CHARACTERS_PER_TOKEN) + len(text) - plain


def room(context: int, reply: int, *texts: str) -> int:
    """Tokens left for evidence in a context of that many, beside the reply and the other texts."""
    return int(context * (1 - _MARGIN)) - _TEMPLATE_TOKENS - reply - sum(map(tokens, texts))


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """What the model is shown; `labels` are those it may cite, `note` tells what was left out."""

    text: str
    labels: frozenset[int]
    note: str = ""


def evidence_text(query: Query, found: Found, per_paper: int, most: int) -> EvidenceText:
    """Papers in label order as '[1] Title (Author et al., 2024)' and a line of text, within `most` tokens.

    A question of fact gets whole abstracts, lists get each paper's best passage. Over budget, papers are
    cut down to their best `per_paper` passages, the last one first; then passages go, the last paper's first.
    """
    forms = [_forms(paper, found, per_paper, wide=query.kind in _WIDE) for paper in found.papers]
    headers = [_header(label, paper) for label, paper in enumerate(found.papers, start=1)]
    levels = _fitting(headers, forms, most)
    shown = [
        (label, f"{header}\n{texts[level]}")
        for label, (header, texts, level) in enumerate(zip(headers, forms, levels, strict=True), start=1)
        if texts[level]
    ]
    note = _left_out(forms, levels, len(shown))
    return EvidenceText("\n\n".join(entry for _, entry in shown), frozenset(n for n, _ in shown), note)


def comparison_text(comparison: Comparison, found: Found, most: int) -> EvidenceText:
    """The cells of a comparison, paper by paper; aspects that don't fit are left out, the last one first."""
    labels = found.labels
    papers = [(labels[key], column) for column, key in enumerate(comparison.papers) if key in labels]
    for kept in range(len(comparison.aspects), 0, -1):
        entries = [
            "\n".join(
                [_header(label, found.papers[label - 1])]
                + [f"- {neutral(a.name)}: {neutral(a.cells[column].text)}" for a in comparison.aspects[:kept]]
            )
            for label, column in papers
        ]
        text = "\n\n".join(entries)
        if tokens(text) <= most:
            rest = len(comparison.aspects) - kept
            note = f"{rest} of the compared aspects did not fit the model's context." if rest else ""
            return EvidenceText(text, frozenset(label for label, _ in papers), note)
    return EvidenceText("", frozenset())


def _header(label: int, paper: Paper) -> str:
    who = paper.authors[0] + (" et al." if len(paper.authors) > 1 else "") if paper.authors else ""
    details = ", ".join(filter(None, (neutral(who), str(paper.year or ""))))
    return f"[{label}] {neutral(paper.title)}" + (f" ({details})" if details else "")


def _forms(paper: Paper, found: Found, per_paper: int, *, wide: bool) -> list[str]:
    """Texts of a paper from the fullest to none; a whole abstract is no passage beside shorter ones."""
    ranked = [item.passage for item in found.ranked if item.passage.paper_id == paper.id]
    short = [passage for passage in ranked if passage.text != paper.abstract] or ranked
    spans = [(passage.start, passage.end) for passage in short[: 1 if wide else per_paper]]
    parts = [_joined(paper, spans[:count]) for count in range(len(spans), 0, -1)]
    whole = [] if wide and parts else [neutral(paper.abstract)]
    return [*dict.fromkeys([*whole, *parts]), ""]


def _joined(paper: Paper, spans: Sequence[tuple[int, int]]) -> str:
    """Passages in the order of the abstract, overlaps once, gaps as an ellipsis."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return " … ".join(neutral(paper.abstract[start:end]) for start, end in merged)


def _fitting(headers: Sequence[str], forms: Sequence[Sequence[str]], most: int) -> list[int]:
    """For each paper the place of the text in its forms, so that all together fit."""
    levels = [0] * len(forms)
    total = sum(tokens(header) + tokens(texts[0]) + 2 for header, texts in zip(headers, forms, strict=True))
    for paper, level in _cuts(forms):
        if total <= most:
            break
        total -= tokens(forms[paper][levels[paper]]) - tokens(forms[paper][level])
        if not forms[paper][level]:
            total -= tokens(headers[paper]) + 2
        levels[paper] = level
    return levels


def _cuts(forms: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """(paper, place in its forms) in the order of cutting: every paper down to passages, then to nothing."""
    last_first = range(len(forms) - 1, -1, -1)
    yield from ((paper, 1) for paper in last_first if len(forms[paper]) > 2)
    yield from ((paper, level) for paper in last_first for level in range(1, len(forms[paper])))


def _left_out(forms: Sequence[Sequence[str]], levels: Sequence[int], shown: int) -> str:
    shortened = sum(0 < level < len(texts) - 1 for level, texts in zip(levels, forms, strict=True))
    if shown == len(forms) and not shortened:
        return ""
    cut = f", {shortened} of them shortened" if shortened else ""
    return (
        f"The model read {shown} of {len(forms)} papers{cut}: more does not fit its context (model.context)."
    )
