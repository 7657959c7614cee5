"""Follow-up benchmark: multi-turn tasks in, a Markdown table of retrieval with and without rewriting out.

    python -m eval.bench.followups --data ../shared/data --out eval/bench/followups.md

Each task is the last user turn of a conversation with the passages that answer it. It is searched as it
is typed ('raw'), joined to the user turn before ('joined'), and in the standalone form that the product
makes of it ('rewritten'), over the passages of all tasks.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.core.understanding.followups import resolve
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Paper, Turn
from assistant.errors import AssistantError
from eval.bench.datasets import AbsentDataError
from eval.metrics import mean_over_queries, paired_bootstrap, recall_at, reciprocal_rank

Ranking = Callable[[str], Sequence[str]]
Factory = Callable[[Sequence[Paper]], Mapping[str, Ranking]]
METRICS: Mapping[str, Callable[[Sequence[str], frozenset[str]], float]] = {
    "R@5": lambda ranking, gold: recall_at(5, ranking, gold),
    "R@10": lambda ranking, gold: recall_at(10, ranking, gold),
    "MRR": lambda ranking, gold: reciprocal_rank(ranking, gold, k=100),
}
FORMS = ("raw", "joined", "rewritten")
HALVES = ("seen", "unseen")
_NO_NAMES = PaperNames(())
"""The passages have no titles that a question could name."""


@dataclass(frozen=True, slots=True)
class Task:
    """The last user turn of a conversation, in each form, and the passages that answer it."""

    forms: Mapping[str, str]
    gold: frozenset[str]
    half: str
    """'seen' while rules were written (half of the conversations, by hash), else 'unseen'."""

    @property
    def changed(self) -> bool:
        """Whether the product rewrote it."""
        return self.forms["raw"] != self.forms["rewritten"]


@dataclass(frozen=True, slots=True)
class Scored:
    """One ranking: by form and metric one score for each task."""

    name: str
    by_form: Mapping[str, Mapping[str, Sequence[float]]]


def main(arguments: Sequence[str], rankings: Factory, word_ranking: Factory) -> int:
    """Measure, print the tables and write them when asked; returns the exit code.

    `word_ranking` makes bm25 alone: long passages take hours to embed on a small machine.
    """
    options = _options(arguments)
    try:
        papers, tasks = mtrag(options.data)
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    tasks = [task for task in tasks if options.half in (None, task.half)]
    print(f"{len(papers)} passages, {len(tasks)} tasks", file=sys.stderr)
    scored = [
        measure(name, rank, tasks)
        for name, rank in (word_ranking if options.rankings == ["bm25"] else rankings)(papers).items()
        if name in (options.rankings or (name,))
    ]
    report = render(tasks, scored, " ".join(["python -m eval.bench.followups", *arguments]))
    print(report, end="")
    if options.out:
        options.out.write_text(report, encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench.followups", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="default: ../shared/data")
    parser.add_argument("--half", choices=HALVES, help="default: both")
    parser.add_argument("--rankings", nargs="+", metavar="NAME", help="bm25, dense, hybrid, product")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables there too")
    return parser.parse_args(arguments)


# ------------------------------------------------------------------ the data


def mtrag(data: Path) -> tuple[list[Paper], list[Task]]:
    """Passages of all tasks, and the tasks of a second turn or later that have any. Katsis et al., 2025."""
    file = data / "mtrag" / "mtragun_reference.jsonl.gz"
    if not file.is_file():
        raise AbsentDataError(f"mtrag: there is no file {file}")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = {c["document_id"]: c["text"] for row in rows for c in row["contexts"]}
    papers = [Paper(key, "", text) for key, text in sorted(texts.items())]
    return papers, [task for row in rows if (task := _task(row))]


def _task(row: Mapping[str, Any]) -> Task | None:
    gold = frozenset(context["document_id"] for context in row["contexts"])
    asked = [turn["text"] for turn in row["input"] if turn["speaker"] == "user"]
    if not gold or len(asked) < 2:
        return None
    *before, last = row["input"]
    forms = {
        "raw": last["text"],
        "joined": f"{asked[-2]} {asked[-1]}",
        "rewritten": resolve(last["text"], turns_of(before), _NO_NAMES).text,
    }
    digest = hashlib.sha256(row["conversation_id"].encode()).digest()
    return Task(forms, gold, HALVES[digest[-1] % 2])


def turns_of(spoken: Iterable[Mapping[str, Any]]) -> tuple[Turn, ...]:
    """Earlier turns as the product keeps them, each question made standalone from those before it."""
    turns: list[Turn] = []
    for turn in spoken:
        if turn["speaker"] == "user":
            turns.append(Turn(turn["text"], "", (), resolve(turn["text"], turns, _NO_NAMES).text))
        elif turns:
            turns[-1] = Turn(turns[-1].question, turn["text"], (), turns[-1].standalone)
    return tuple(turns)


# ------------------------------------------------------------------ measuring


def measure(name: str, rank: Ranking, tasks: Sequence[Task]) -> Scored:
    """Every task in every form by one ranking; a form equal to the raw one is not searched again."""
    by_form: dict[str, dict[str, list[float]]] = {form: {m: [] for m in METRICS} for form in FORMS}
    for task in tasks:
        found = {text: rank(text) for text in dict.fromkeys(task.forms.values())}
        for form, text in task.forms.items():
            for metric, score in METRICS.items():
                by_form[form][metric].append(score(found[text], task.gold))
    return Scored(name, by_form)


# ------------------------------------------------------------------ tables


def render(tasks: Sequence[Task], scored: Sequence[Scored], command: str) -> str:
    """The Markdown report: each ranking by form, the gain over the raw turn, and the two halves."""
    head = ["# Follow-up questions", "", f"Made by `{command}`.", "", _about(tasks)]
    parts = [head, ["## Retrieval", "", *_table(("ranking", "searched as", *METRICS), _rows(scored, tasks))]]
    title = "## Rewritten minus raw, paired by task (bootstrap)"
    parts.append(
        [title, "", *_table(("ranking", "tasks", "metric", "gain", "95 % interval"), _gains(scored, tasks))]
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _about(tasks: Sequence[Task]) -> str:
    changed = sum(task.changed for task in tasks)
    return (
        f"{len(tasks)} follow-up turns (second or later) of MTRAG's conversations; {changed} are rewritten, "
        "the others stand on their own by the rules and are searched as typed. Half of the conversations "
        "(by hash of their id) were looked at while the rules were written: 'seen'."
    )


def _rows(scored: Sequence[Scored], tasks: Sequence[Task]) -> Iterator[list[str]]:
    for ranking in scored:
        for form in FORMS:
            means = (mean_over_queries(ranking.by_form[form][metric]) for metric in METRICS)
            yield [ranking.name, form, *(f"{mean:.3f}" for mean in means)]


def _gains(scored: Sequence[Scored], tasks: Sequence[Task]) -> Iterator[list[str]]:
    groups: dict[str, list[int]] = {"all": list(range(len(tasks)))}
    groups |= {half: [i for i, task in enumerate(tasks) if task.half == half] for half in HALVES}
    groups["rewritten ones"] = [i for i, task in enumerate(tasks) if task.changed]
    for ranking in scored:
        for group, chosen in groups.items():
            for metric in METRICS if chosen else ():
                ours, theirs = (
                    [ranking.by_form[form][metric][i] for i in chosen] for form in ("rewritten", "raw")
                )
                low, high = paired_bootstrap(ours, theirs)
                gain = mean_over_queries(ours) - mean_over_queries(theirs)
                yield [
                    ranking.name,
                    f"{group} ({len(chosen)})",
                    metric,
                    f"{gain:+.3f}",
                    f"{low:+.3f} to {high:+.3f}",
                ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _run() -> int:
    from eval.product import rankings, word_ranking

    return main(sys.argv[1:], rankings, word_ranking)


if __name__ == "__main__":
    raise SystemExit(_run())
