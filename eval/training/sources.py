"""A folder of labelled sets in, examples out; which may be trained on is decided here, by licence."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.training.abstracts import Split
from eval.training.examples import Example

Row = Mapping[str, Any]

TRAINED_NLI = (
    "evidence-inference", "scitail-dev-test", "entailmentbank", "qasc-dev", "fever-dev", "fever-symmetric",
    "feverous-dev", "fool-me-twice", "dialfact-sample", "wiki-nli", "snli-dev", "mnli-dev",
    "counterfactual-snli", "breaking-nli", "conjnli", "med", "help-conj",
)  # fmt: skip
"""Open licences. Left out: vitaminc-test (its carriers ask that it stay out of training), begin (same family
as other test sets), check-covid (the licence of its abstracts is not open)."""
UNTRAINED_NLI = ("vitaminc-test", "begin", "check-covid")


def nli(data: Path, name: str, split: Split) -> Iterator[Example]:
    """Premise and hypothesis; only entailment is support."""
    for row in _lines(data / "nli" / f"{name}.jsonl.gz"):
        sentences = sentences_of(row["premise"], split)
        group = f"{name}:{row['premise'][:80]}"
        yield Example(
            name, row["label"], group, row["hypothesis"], sentences, int(row["label"] == "entailment")
        )


def grounding(data: Path, sets: Mapping[str, tuple[str, ...]], split: Split) -> Iterator[Example]:
    """Rows of the collected pairs, by set and the splits wanted of it."""
    for row in _lines(data / "grounding-pairs" / "calibration.jsonl.gz"):
        if row["split"] in sets.get(row["ds"], ()):
            whole = (s for text in row["evidence"] for s in sentences_of(text, split))
            group = f"{row['ds']}:{row['evidence'][0][:80]}"
            yield Example(
                row["ds"], str(row.get("label_raw")), group, row["claim"], tuple(whole), int(row["label"])
            )


def scifact_claims(data: Path, split: Split) -> Iterator[Example]:
    """Training claims against whole abstracts: supported, refuted, or not enough information."""
    folder = data / "scifact"
    texts = {row["doc_id"]: row["text"] for row in _lines(folder / "corpus_subset_2101.jsonl.gz")}
    for row in _lines(folder / "claims_train.jsonl.gz"):
        for cited in map(str, row["cited_doc_ids"]):
            if cited in texts:
                labels = {item["label"] for item in row["evidence"].get(cited, ())} or {"NEI"}
                sentences = sentences_of(texts[cited], split)
                label = int(labels == {"SUPPORT"})
                yield Example(
                    "scifact-train", labels.pop(), f"scifact:{cited}", row["claim"], sentences, label
                )


def summaries(data: Path, part: str) -> Iterator[Example]:
    """One-sentence summaries by authors and reviewers; true by assumption. Cachola et al., TLDR, 2020."""
    for row in _lines(data / "scitldr" / f"SciTLDR-A_{part}.jsonl.gz"):
        for target in row["target"]:
            yield Example(
                f"scitldr-{part}", "summary", f"scitldr:{row['paper_id']}", target, tuple(row["source"]), 1
            )


def conclusions(data: Path, split: Split) -> Iterator[Example]:
    """Authors' conclusions against the abstract without it. Jin et al., PubMedQA, 2019; not trained on."""
    table = json.loads(gzip.decompress((data / "pubmedqa" / "pqal_dev500.json.gz").read_bytes()))
    for name, row in table.items():
        sentences = tuple(s for text in row["CONTEXTS"] for s in sentences_of(text, split))
        yield Example("pubmedqa", "conclusion", f"pubmedqa:{name}", row["LONG_ANSWER"], sentences, 1)


def unsupported_parts(data: Path) -> Iterator[Example]:
    """Claims of which some words are not supported, and the same without them (WiCE train).

    Each with the sentences that support the rest; the second is a true claim, if not always a smooth one.
    """
    for row in _lines(data / "wice" / "non_supported_tokens__train.jsonl.gz"):
        chosen = sorted({place for places in row["supporting_sentences"] for place in places})
        sentences = tuple(row["evidence"][place] for place in chosen)
        kept = _supported_words(row)
        if not sentences:
            continue
        whole = Example("wice-train", row["label"], f"wice:{sentences[0][:60]}", row["claim"], sentences, 0)
        yield whole
        if kept:
            yield whole._replace(kind="supported part", claim=kept, label=1)


_LOOSE = "and|or|of|in|on|the|a|an|for|by|at|with|as|to"


def _supported_words(row: Row) -> str:
    """The claim without the words that are not supported; empty where too little is left."""
    tokens = [
        token
        for token, without in zip(row["claim_tokens"], row["non_supported_spans"], strict=True)
        if not without
    ]
    joined = re.sub(r" (?=[,.;:)\]]|'s\b)|(?<=[(\[]) | (?=-)|(?<=-) ", "", " ".join(tokens))
    joined = re.sub(
        r"\s*,(?=[.,])|(?: (?:and|or|of|in|on|the|a|an|for|by|at|with|as|to))+(?=[.,])", "", joined
    )
    enough = len(tokens) >= max(6, 0.6 * len(row["claim_tokens"]))
    return joined[:1].upper() + joined[1:] if enough else ""


def sentences_of(text: str, split: Split) -> tuple[str, ...]:
    """The sentences of a text."""
    return tuple(text[span.start : span.end] for span in split(text))


def _lines(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
