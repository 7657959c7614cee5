"""Questions that take something for granted, with their papers, in; how many are contradicted out.

    python -m eval.bench.premises --papers PATH... [--failures]

The questions are those of eval/data/premises.jsonl whose papers are there: false ones with what contradicts
them, and right ones, which nothing may contradict. Each is asked of its paper alone, so that finding it plays
no part, and no model is needed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from assistant.core.comparing.reading import as_comparison
from assistant.core.merge import title_key
from assistant.core.premises import contradiction
from assistant.core.understanding.knowledge import Knowledge
from assistant.domain import Paper, Question
from eval.cases import read_lines
from eval.metrics import fact_recall, wilson

QUESTIONS = Path(__file__).parents[1] / "data" / "premises.jsonl"


class Premise(NamedTuple):
    """A question, its paper by title, and wordings of what contradicts it; none when it is right."""

    id: str
    question: str
    title: str
    facts: tuple[str, ...]


class Found(NamedTuple):
    """A question and the sentence that was found to contradict it; empty when none was."""

    asked: Premise
    sentence: str

    @property
    def right(self) -> bool:
        """The sentence states what contradicts a false question; a right one has none."""
        if not self.asked.facts:
            return not self.sentence
        return fact_recall(self.sentence, [self.asked.facts]) == 1.0


def load(path: Path = QUESTIONS) -> tuple[Premise, ...]:
    """Every question; raises InputError as `eval.cases.read_lines` does."""
    return read_lines(path, TypeAdapter(Premise), lambda asked: "" if asked.title else "title: it has none")


def look(asked: Sequence[Premise], papers: Sequence[Paper]) -> list[Found]:
    """What is found for each question whose paper is there, in order."""
    known = Knowledge(papers)
    titles: Mapping[str, Paper] = {title_key(paper.title): paper for paper in papers}
    found = []
    for one in asked:
        if paper := titles.get(title_key(one.title)):
            question = Question(one.question)
            query = as_comparison(known.understand(question), question, known.names)
            wrong = contradiction(query, [paper])
            found.append(Found(one, wrong.text if wrong else ""))
    return found


def render(found: Sequence[Found]) -> str:
    """The table: false premises that are contradicted, right ones that are."""
    false = [one.right for one in found if one.asked.facts]
    right = [not one.right for one in found if not one.asked.facts]
    rows = [("premises", "contradicted"), ("---", "---"), ("false", _share(false)), ("right", _share(right))]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _share(values: Sequence[bool]) -> str:
    if not values:
        return ""
    low, high = wilson(sum(values), len(values))
    return f"{sum(values) / len(values):.3f} ({low:.2f}-{high:.2f}) of {len(values)}"


def main(arguments: Sequence[str]) -> int:
    """Look and print; returns the exit code."""
    from eval.product import read_papers

    parser = argparse.ArgumentParser(prog="python -m eval.bench.premises", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--papers", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--failures", action="store_true", help="list what was found wrongly, or not")
    options = parser.parse_args(arguments)
    found = look(load(), read_papers(options.papers))
    print(render(found), end="")
    if options.failures:
        print("\n".join(f"{f.asked.id}: {f.asked.question}\n    {f.sentence}" for f in found if not f.right))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
