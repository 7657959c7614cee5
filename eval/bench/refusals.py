"""Questions with and without an answer in, a Markdown table of how often each is refused out.

    python -m eval.bench.refusals --shared ../shared [--sets own ...] [--half seen] [--limit N]
                                  [--failures] [--out eval/bench/refusals.md]

Own questions are asked over the papers of the saved pages: those of eval/data/refusals.jsonl, and the
unanswerable ones of the development set. CLAPnq and MTRAG are asked over the passages of all their questions
together, though they are no abstracts: does the refusing hold for texts of another kind?
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.core.ports import QuestionAnswerer
from assistant.core.turns import turn_of
from assistant.domain import Answer, Judged, Paper, Question, Turn
from assistant.errors import AssistantError
from eval.bench.datasets import AbsentDataError
from eval.bench.followups import turns_of
from eval.cases import load_cases
from eval.development.asking import TODAY
from eval.development.cases import load_development
from eval.means import refusal_scores
from eval.metrics import states, wilson
from eval.product import read_papers
from eval.run import THREADS

QUESTIONS = Path(__file__).parents[1] / "data" / "refusals.jsonl"
INDEXES = Path(".eval/refusals")

Half = Literal["seen", "held"]
Maker = Callable[[str, Sequence[Paper]], QuestionAnswerer]


def seen(name: str) -> bool:
    """Whether the question of this id may be looked at and learnt from."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Posed:
    """A question, whether the texts answer it, and what a right answer states (nothing known: empty)."""

    id: str
    text: str
    answerable: bool
    facts: tuple[tuple[str, ...], ...] = ()
    history: tuple[Turn, ...] = ()
    before: tuple[str, ...] = ()
    """Questions that are really asked before it."""

    @property
    def half(self) -> Half:
        """By hash of the id: 'seen' may be looked at, 'held' only tells whether it holds."""
        return "seen" if seen(self.id) else "held"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question."""

    posed: Posed
    answer: Answer

    @property
    def refused(self) -> bool:
        """A refusal, or a comparison of which every cell says that nothing is stated."""
        aspects = self.answer.comparison.aspects if self.answer.comparison else ()
        cells = [cell.state for aspect in aspects for cell in aspect.cells]
        return self.answer.abstained or (bool(cells) and all(state == "not_stated" for state in cells))

    @property
    def right(self) -> bool:
        """Refused when unanswerable; else answered, with every fact that is known."""
        if not self.posed.answerable:
            return self.refused
        return not self.refused and all(states(self.answer.text, fact) for fact in self.posed.facts)


# ------------------------------------------------------------------ the sets


def own(shared: Path) -> tuple[list[Paper], list[Posed]]:
    """The papers of the saved pages with our questions."""
    posed = [Posed(c.id, c.question, c.answerable, c.facts) for c in load_cases(QUESTIONS)]
    developed = (case for case in load_development() if case.kind == "unanswerable")
    posed += [Posed(c.id, c.question, False, before=c.history) for c in developed]
    return read_papers([shared / "seeds"]), posed


def clapnq(shared: Path) -> tuple[list[Paper], list[Posed]]:
    """Passages of Wikipedia with the questions asked of each. Rosenthal et al., CLAPnq, 2024."""
    papers: dict[str, Paper] = {}
    posed = []
    for part in ("answerable", "unanswerable"):
        for row in _rows(shared / "data" / "clapnq" / f"clapnq_dev_{part}.jsonl.gz"):
            for passage in row["passages"]:
                key = hashlib.sha256(f"{passage['title']}\n{passage['text']}".encode()).hexdigest()[:16]
                papers[key] = Paper(key, passage["title"], passage["text"])
            posed.append(Posed(row["id"], row["input"], part == "answerable"))
    return list(papers.values()), posed


def mtrag(shared: Path) -> tuple[list[Paper], list[Posed]]:
    """Last turns of conversations, over the passages of all. Katsis et al., MTRAG, 2025.

    Partly answerable and underspecified ones are left out; the turns before are those of the data.
    """
    rows = list(_rows(shared / "data" / "mtrag" / "mtragun_reference.jsonl.gz"))
    texts = {c["document_id"]: c["text"] for row in rows for c in row["contexts"]}
    posed = []
    for row in rows:
        if row["answerability"] in (["ANSWERABLE"], ["UNANSWERABLE"]):
            *before, last = row["input"]
            told = row["answerability"] == ["ANSWERABLE"]
            posed.append(Posed(row["task_id"], last["text"], told, history=turns_of(before)))
    return [Paper(key, "", text) for key, text in sorted(texts.items())], posed


SETS: Mapping[str, Callable[[Path], tuple[list[Paper], list[Posed]]]] = {
    "own": own,
    "clapnq": clapnq,
    "mtrag": mtrag,
}


def limited(posed: Iterable[Posed], most: int | None) -> list[Posed]:
    """At most so many with and so many without an answer, drawn by hash of their ids, in their order."""
    posed = list(posed)
    drawn = sorted(posed, key=lambda p: hashlib.sha256(p.id.encode()).digest()[1:])
    parts = ([p.id for p in drawn if p.answerable == told][:most] for told in (True, False))
    kept = frozenset[str]().union(*parts)
    return [p for p in posed if p.id in kept]


def _rows(file: Path) -> Iterator[Mapping[str, Any]]:
    if not file.is_file():
        raise AbsentDataError(f"there is no file {file}")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


# ------------------------------------------------------------------ asking


def ask_all(posed: Sequence[Posed], engine: QuestionAnswerer) -> list[Reply]:
    """A reply to each question, in order."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda each: Reply(each, _converse(each, engine)), posed))


def _converse(posed: Posed, engine: QuestionAnswerer) -> Answer:
    turns = posed.history
    for earlier in posed.before:
        turns = (*turns, turn_of(_ask(earlier, turns, engine)))
    return _ask(posed.text, turns, engine)


def _ask(text: str, turns: tuple[Turn, ...], engine: QuestionAnswerer) -> Answer:
    last = [None, *engine.ask(Question(text, history=turns, today=TODAY))][-1]
    if not isinstance(last, Judged):
        raise ValueError(f"the last step is {type(last).__name__}, not Judged")
    return last.answer


# ------------------------------------------------------------------ the report


def row_of(name: str, replies: Sequence[Reply]) -> list[str]:
    """The cells of one line; refusing is what is looked for, so precision and recall are of refusals."""
    rightly = [float(r.refused) for r in replies if not r.posed.answerable]
    wrongly = [float(r.refused) for r in replies if r.posed.answerable]
    scores = refusal_scores(rightly, wrongly) if rightly else {}
    stated = [r.right for r in replies if r.posed.facts]
    return [
        name,
        _share(rightly),
        _share(wrongly),
        *(f"{scores[s].value:.3f}" if s in scores else "" for s in ("refusal_precision", "refusal_f1")),
        f"{sum(stated) / len(stated):.3f}" if stated else "",
    ]


def _share(refused: Sequence[float]) -> str:
    if not refused:
        return ""
    low, high = wilson(int(sum(refused)), len(refused))
    return f"{sum(refused) / len(refused):.3f} ({low:.2f}-{high:.2f}) of {len(refused)}"


HEAD = (
    "questions",
    "refused when unanswerable (recall)",
    "refused when answerable",
    "precision",
    "F1",
    "facts stated",
)


def render(found: Mapping[str, Sequence[Reply]], command: str) -> str:
    """The table, each set whole and by halves."""
    rows: list[Sequence[str]] = [HEAD, ["---"] * len(HEAD)]
    for name, replies in found.items():
        rows.append(row_of(name, replies))
        for half in ("seen", "held") if len({r.posed.half for r in replies}) == 2 else ():
            rows.append(row_of(f"{name}, {half} half", [r for r in replies if r.posed.half == half]))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""\
# Refusing

Made by `{command}`. Shares with 95 % intervals (Wilson). Facts stated: the share of
answerable questions whose answer has every fact that was written down before it was asked.

{lines}
"""


def failures(replies: Iterable[Reply]) -> str:
    """Each wrong reply of the seen half: what was asked, and what was said."""
    wrong = (reply for reply in replies if not reply.right and reply.posed.half == "seen")
    return "\n".join(f"{r.posed.id}: {r.posed.text}\n    {r.answer.text[:300]}" for r in wrong)


def main(arguments: Sequence[str], make: Maker) -> int:
    """Ask, print, write when asked; returns the exit code."""
    options = _options(arguments)
    found: dict[str, list[Reply]] = {}
    try:
        for name in options.sets:
            papers, posed = SETS[name](options.shared)
            posed = limited((p for p in posed if options.half in ("all", p.half)), options.limit)
            found[name] = ask_all(posed, make(name, papers))
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    report = render(found, " ".join(["python -m eval.bench.refusals", *arguments]))
    print(report, end="")
    if options.failures:
        print("\n".join(map(failures, found.values())))
    if options.out:
        options.out.write_text(report, encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench.refusals", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="default: ../shared")
    parser.add_argument("--sets", nargs="+", choices=tuple(SETS), default=tuple(SETS), help="default: all")
    parser.add_argument("--half", choices=("seen", "held", "all"), default="all", help="default: all")
    parser.add_argument(
        "--limit", type=int, metavar="N", help="questions of each part, at most; by hash of id"
    )
    parser.add_argument("--failures", action="store_true", help="list the wrong replies of the seen half")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table there too")
    return parser.parse_args(arguments)


def _product(name: str, papers: Sequence[Paper]) -> QuestionAnswerer:
    """The real product over these papers, its index kept for the next run."""
    from eval.product import workshop_of

    return workshop_of(papers, INDEXES / name).engine


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], _product))
