"""`python -m eval.bench.comparing`: hand-labelled abstracts in, a table of right and wrong cells out.

`comparing.jsonl` holds, for abstracts of three open sets, which sentences state each standing aspect (one
that is not listed is not stated), and for aspects in other words which sentences state them, or none. They
were labelled by reading before any table was seen; two sentences that a table showed to be overlooked were
added. Limits and cues were set on these abstracts, so the figures flatter. Beyond these, every aspect stated
by papers of medicine is asked of those papers of computing that hold none of its words, and the other way
round.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.core.comparing.asked import AskedOptions
from assistant.core.comparing.standing import STANDING
from assistant.core.comparing.table import build_table
from assistant.core.gathering import Found
from assistant.core.ports import Reranker, SentenceSplitter
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.vocabulary import stems
from assistant.domain import Paper, Query

LABELS = Path(__file__).with_suffix(".jsonl")
MEDICINE = "pubmedqa"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paper, and the numbers of the sentences that state each aspect; none when it is not stated."""

    source: str
    paper: Paper
    stated: Mapping[str, frozenset[int]]
    asked: Mapping[str, frozenset[int]]


@dataclass(slots=True)
class Tally:
    """Cells of one aspect: how many papers state it, how many cells are right, wrong, or falsely filled."""

    stated: int = 0
    right: int = 0
    wrong: int = 0
    """Filled with a sentence that does not state it, though another does."""
    absent: int = 0
    false: int = 0
    """Filled though the abstract states it nowhere."""

    def count(self, gold: frozenset[int], filled: int) -> None:
        """Add one cell; `filled` is the number of its sentence, 0 for 'not stated'."""
        self.stated += bool(gold)
        self.absent += not gold
        self.right += filled in gold
        self.wrong += bool(gold and filled and filled not in gold)
        self.false += bool(filled and not gold)


def measure(
    labelled: Sequence[Labelled], reranker: Reranker, options: AskedOptions
) -> tuple[dict[str, Tally], Tally, Tally]:
    """Tallies of the standing aspects by name, of aspects in other words, and of aspects of another field."""
    standing = {aspect.name: Tally() for aspect in STANDING}
    asked, elsewhere = Tally(), Tally()
    for item in labelled:
        filled = _filled(item.paper, (), reranker, options)
        for name, tally in standing.items():
            tally.count(item.stated.get(name, frozenset()), filled.get(name, 0))
        for aspect, gold in item.asked.items():
            asked.count(gold, _filled(item.paper, (aspect,), reranker, options)[aspect])
        for aspect in _of_another_field(item, labelled):
            elsewhere.count(frozenset(), _filled(item.paper, (aspect,), reranker, options)[aspect])
    return standing, asked, elsewhere


def _filled(
    paper: Paper, aspects: tuple[str, ...], reranker: Reranker, options: AskedOptions
) -> dict[str, int]:
    """Number of the sentence in each cell, 0 for 'not stated'."""
    query = Query("", "", "compare", CONTRIBUTION, named_papers=(paper.id,), aspects=aspects)
    table = build_table(query, Found((), (paper,)), reranker, options)
    return {a.name: int(a.cells[0].address.rpartition("#s")[2] or 0) for a in table.aspects}


def _of_another_field(item: Labelled, labelled: Sequence[Labelled]) -> list[str]:
    """Aspects stated by abstracts of the other field of which this one holds no word."""
    words = stems(f"{item.paper.title} {item.paper.abstract}")
    others = [other for other in labelled if (other.source == MEDICINE) != (item.source == MEDICINE)]
    aspects = {aspect for other in others for aspect, gold in other.asked.items() if gold}
    return sorted(aspect for aspect in aspects if stems(aspect) and not stems(aspect) & words)


# ------------------------------------------------------------------ data


def load(data: Path, split: SentenceSplitter) -> list[Labelled]:
    """The labelled papers whose set is in the data folder."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    found = []
    for source, texts in _TEXTS.items():
        wanted = {row["id"]: row for row in rows if row["source"] == source}
        for key, title, abstract in texts(data) if (data / source).is_dir() else ():
            if key in wanted:
                found.append(_labelled(wanted[key], key, title, abstract, split))
    return sorted(found, key=lambda item: item.paper.id)


def _labelled(row: Any, key: str, title: str, abstract: str, split: SentenceSplitter) -> Labelled:
    text = " ".join(abstract.split())
    stated, asked = (
        {name: frozenset(numbers) for name, numbers in row[part].items()} for part in ("stated", "asked")
    )
    return Labelled(row["source"], Paper(key, title, text, sentences=split.split(text)), stated, asked)


Texts = Callable[[Path], Iterator[tuple[str, str, str]]]


def _lines(folder: str) -> Texts:
    def texts(data: Path) -> Iterator[tuple[str, str, str]]:
        for file in sorted((data / folder).glob("*.jsonl.xz")):
            with lzma.open(file, "rt", encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    yield str(row["id"]), row["title"] or "", row["abstract"] or ""

    return texts


def _pubmedqa(data: Path) -> Iterator[tuple[str, str, str]]:
    with gzip.open(data / MEDICINE / "pqal_dev500.json.gz", "rt", encoding="utf-8") as file:
        for key, row in json.load(file).items():
            yield key, row["QUESTION"], " ".join([*row["CONTEXTS"], row["LONG_ANSWER"]])


_TEXTS: Mapping[str, Texts] = {
    "acl-anthology": _lines("acl-anthology"),
    "arxiv-metadata": _lines("arxiv-metadata"),
    MEDICINE: _pubmedqa,
}


# ------------------------------------------------------------------ report


def render(standing: Mapping[str, Tally], asked: Tally, elsewhere: Tally, papers: int) -> str:
    """The table, in Markdown."""
    rows = [*standing.items(), ("in other words", asked), ("of another field", elsewhere)]
    lines = [
        "# Cells of comparisons",
        "",
        f"Made by `python -m eval.bench.comparing` on {papers} abstracts labelled by hand.",
        "",
        "| aspect | stated | right | wrong sentence | absent | falsely filled |",
        "| --- | --- | --- | --- | --- | --- |",
        *(f"| {name} | {t.stated} | {t.right} | {t.wrong} | {t.absent} | {t.false} |" for name, t in rows),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code, 1 without data."""
    from assistant.models import reranker
    from assistant.options import comparison
    from assistant.settings import load as load_settings
    from assistant.wiring import sentence_splitter

    parser = argparse.ArgumentParser(prog="python -m eval.bench.comparing", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="default: ../shared/data")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table there too")
    options = parser.parse_args(arguments)
    labelled = load(options.data, sentence_splitter())
    if not labelled:
        print(f"no labelled set in {options.data}: name their folder with --data", file=sys.stderr)
        return 1
    settings = load_settings()
    tallies = measure(labelled, reranker(settings), comparison(settings).table)
    report = render(*tallies, len(labelled))
    print(report, end="")
    if options.out:
        options.out.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
