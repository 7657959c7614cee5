"""Findings benchmark: true sentences in, false alarms and the share of planted faults found out.

    python -m eval.bench.findings --data ../shared/data --out eval/bench/findings.md

True sentences are human one-sentence summaries (SciTLDR dev) and the sentences of held-out abstracts; a fault
is planted in each of them by `eval.edits`. Two sets of claims with expert labels are there for information:
words can't tell whether a claim follows, only what in it does not stand in the text.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.core.grounding.findings import findings
from assistant.core.grounding.form import normalised
from assistant.core.grounding.judging import judge
from assistant.core.grounding.reading import reading
from assistant.domain import Paper, Sentence, Span
from assistant.errors import AssistantError
from eval.bench.datasets import json_rows
from eval.edits import EDITS, NAME
from eval.metrics import wilson

Split = Callable[[str], tuple[Span, ...]]
Claim = tuple[str, Paper, bool]
"""A claim, its evidence, and whether experts find it supported."""


@dataclass(slots=True)
class Tally:
    """How many of the sentences of each class have a finding, and of the class's own kind."""

    judged: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)


def main(arguments: Sequence[str], split: Split) -> int:
    """Measure, print, and write the report when asked; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.findings")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder of the labelled sets"
    )
    parser.add_argument(
        "--limit", type=int, default=200, help="last abstracts of SciTLDR train (default 200)"
    )
    parser.add_argument("--out", type=Path, help="file for the report")
    options = parser.parse_args(arguments)
    try:
        text = report(options.data, options.limit, split, " ".join(arguments))
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    print(text, end="")
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


def report(data: Path, limit: int, split: Split, command: str) -> str:
    """The whole report."""
    summaries = list(summarised(data, "dev", split))
    held_out = list(summarised(data, "train", split))[-limit:]
    names = sorted({name for paper, _ in held_out for name in NAME.findall(paper.abstract)})
    sentences = [
        (paper.sentence(n), paper) for paper, _ in held_out for n in range(1, len(paper.sentences) + 1)
    ]
    told = [(text, paper) for paper, texts in summaries for text in texts]
    parts = [
        f"# Findings\n\nMade by `python -m eval.bench.findings {command}`.\n",
        _alarms("human summaries (SciTLDR dev)", told),
        _alarms(f"verbatim sentences of {len(held_out)} held-out abstracts", sentences),
        _faults("sentences of held-out abstracts", planted(sentences, names)),
        _faults("human summaries without a finding", planted([s for s in told if not _kinds(*s)], names)),
        _claims("SciFact dev, whole abstracts", list(scifact(data, split))),
    ]
    return "\n".join(parts)


# ------------------------------------------------------------------ data


def summarised(data: Path, part: str, split: Split) -> Iterator[tuple[Paper, list[str]]]:
    """Papers of SciTLDR with their summaries. Cachola et al., TLDR, 2020."""
    for row in json_rows(data / "scitldr" / f"SciTLDR-A_{part}.jsonl.gz", dict):
        text = " ".join(row["source"])
        yield Paper(row["paper_id"], row["title"], text, sentences=split(text)), list(row["target"])


def scifact(data: Path, split: Split) -> Iterator[Claim]:
    """Claims of SciFact dev with the abstracts that support or refute them. Wadden et al., 2020."""
    corpus = {str(r["doc_id"]): r for r in json_rows(data / "scifact" / "corpus_subset_2101.jsonl.gz", dict)}
    for row in json_rows(data / "scifact" / "claims_dev.jsonl.gz", dict):
        for key, sets in row.get("evidence", {}).items():
            if key in corpus and sets:
                text = corpus[key]["text"]
                paper = Paper(key, "", text, sentences=split(text))
                yield row["claim"], paper, sets[0]["label"].startswith("SUPPORT")


# ------------------------------------------------------------------ measuring


def planted(sentences: Iterable[tuple[str, Paper]], names: Sequence[str]) -> Tally:
    """One fault of each kind in every sentence that offers a place for it, and what is found of it."""
    tally = Tally()
    for text, paper in sentences:
        draw = random.Random(f"{paper.id} {text}")
        low = paper.abstract.lower()
        others = draw.sample(names, min(50, len(names)))
        strange = [name for name in others if name.lower() not in low]
        for kind, edit in EDITS.items():
            changed = edit(text, draw, strange)
            if changed and normalised(changed) not in normalised(paper.abstract):
                kinds = _kinds(changed, paper)
                tally.judged[kind] += 1
                tally.found[kind] += bool(kinds)
                tally.named[kind] += ("name" if kind == "version" else kind) in kinds
    return tally


def _kinds(text: str, paper: Paper) -> set[str]:
    return {str(item.kind) for item in findings(reading(text, [paper]))}


def auroc(scores: Sequence[tuple[float, bool]]) -> float:
    """Chance that a true case scores higher than a false one, ties half (Hanley and McNeil 1982)."""
    good = [score for score, label in scores if label]
    bad = [score for score, label in scores if not label]
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad)) if good and bad else 0.0


# ------------------------------------------------------------------ tables


def _alarms(name: str, sentences: Sequence[tuple[str, Paper]]) -> str:
    counted: Counter[str] = Counter()
    for text, paper in sentences:
        kinds = _kinds(text, paper)
        counted.update(kinds)
        counted["any"] += bool(kinds)
    order = ["any", *sorted(set(counted) - {"any"})]
    table = [_line(kind, counted[kind], len(sentences)) for kind in order]
    return _table(f"False alarms: {name}", ("finding", "sentences", "with it", "share", "95 %"), table)


def _faults(name: str, tally: Tally) -> str:
    table = [f"{_line(kind, tally.found[kind], tally.judged[kind])} {tally.named[kind]} |" for kind in EDITS]
    heads = ("fault planted", "sentences", "with a finding", "share", "95 %", "of its kind")
    return _table(f"Faults found: {name}", heads, table)


def _claims(name: str, claims: Sequence[Claim]) -> str:
    flagged = Counter((label, bool(_kinds(text, paper))) for text, paper, label in claims)
    scores = [
        (judge(Sentence(text, (1,), 0, len(text)), {1: paper}).score, label) for text, paper, label in claims
    ]
    alarms = flagged[True, True] / max(1, flagged[True, True] + flagged[True, False])
    caught = flagged[False, True] / max(1, flagged[False, True] + flagged[False, False])
    return (
        f"## For information: {name}\n\n{len(claims)} claims. "
        f"A finding in {caught:.1%} of the refuted and in "
        f"{alarms:.1%} of the supported ones (balanced accuracy {(caught + 1 - alarms) / 2:.3f}); "
        f"AUROC of the score {auroc(scores):.3f}.\n"
    )


def _line(kind: str, found: int, judged: int) -> str:
    if not judged:
        return f"| {kind} | 0 | 0 | | |"
    low, high = wilson(found, judged)
    return f"| {kind} | {judged} | {found} | {found / judged:.1%} | {low:.1%} to {high:.1%} |"


def _table(title: str, heads: Sequence[str], lines: Sequence[str]) -> str:
    ruler = "| " + " | ".join("---" for _ in heads) + " |"
    return "\n".join((f"## {title}", "", f"| {' | '.join(heads)} |", ruler, *lines, ""))


def _split(text: str) -> tuple[Span, ...]:
    from assistant.wiring import sentence_splitter

    return sentence_splitter().split(text)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], _split))
