"""`python -m eval.training build|train|export|measure|all`: open data in, the support model out.

build    the training, calibration and test files, from a folder of open data (no torch needed)
train    the network, from `<work>/train.jsonl` and `finish.jsonl`; carries on from the newest checkpoint
export   the mean of the last checkpoints of both runs as an ONNX file
measure  calibrate and measure that file; writes support.json and results.md beside it
all      one after the other
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.errors import AssistantError, InputError

SHIPPED = Path(__file__).parents[2] / "assistant" / "weights"


def main(arguments: Sequence[str]) -> int:
    """Run one command; an error that a person can act on goes to stderr."""
    parser = argparse.ArgumentParser(prog="python -m eval.training", description=__doc__)
    parser.add_argument("command", choices=[*COMMANDS, "all"])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of open data")
    parser.add_argument("--work", type=Path, default=Path(".eval/training"), help="files and checkpoints")
    parser.add_argument("--model", type=Path, default=SHIPPED / "support.onnx")
    options = parser.parse_args(arguments)
    try:
        for command in COMMANDS if options.command == "all" else [options.command]:
            COMMANDS[command](options)
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    return 0


def _build(options: argparse.Namespace) -> None:
    from assistant.wiring import sentence_splitter
    from eval.training.build import build
    from eval.training.recipe import DATA_SEED

    for name, rows in build(options.data, options.work, sentence_splitter().split, DATA_SEED).items():
        print(f"{name}: {rows}")


def _train(options: argparse.Namespace) -> None:
    from eval.training.batches import encoded
    from eval.training.examples import load
    from eval.training.recipe import HEAD_SCALE, LAYERS, MOST_TOKENS, RUNS, packaged
    from eval.training.train import train
    from eval.training.weights import started

    rows, finish = (
        encoded(list(load(options.work / f"{name}.jsonl")), packaged("tokenizer.json"), MOST_TOKENS)
        for name in ("train", "finish")
    )
    branch: Path | None = None
    for name, schedule in RUNS.items():
        newest = max((options.work / name).glob("*.pt"), default=branch)
        network = started(packaged("model.onnx"), LAYERS, HEAD_SCALE)
        train(network, rows, finish, schedule, options.work / name, newest)
        branch = options.work / name / f"{schedule.cooled_from:06d}.pt"


def _export(options: argparse.Namespace) -> None:
    from eval.training.export import export
    from eval.training.recipe import LAST, LAYERS, RUNS
    from eval.training.train import parameters

    cooled = [path for name in RUNS for path in sorted((options.work / name).glob("*.pt"))[-LAST:]]
    if len(cooled) < LAST * len(RUNS):
        raise InputError(f"too few checkpoints of the last steps in {options.work}", remedy="run train first")
    export(parameters(cooled), len(LAYERS), options.model)


def _measure(options: argparse.Namespace) -> None:
    from eval.training.measure import counts, fault_table, measure, table
    from eval.training.recipe import MOST_TOKENS, packaged
    from eval.training.scoring import facts, logits_of, seen

    tokenizer = packaged("tokenizer.json")
    combined, tables, pairs = measure(
        options.work, lambda rows: seen(rows, logits_of(options.model, tokenizer, rows, MOST_TOKENS))
    )
    known = facts(options.model, combined, MOST_TOKENS)
    known["measured"] = {found.name: counts(found) for found in tables}
    options.model.with_suffix(".json").write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    report = f"{table(tables)}\n{fault_table(pairs)}"
    (options.work / "results.md").write_text(report, encoding="utf-8")
    print(report)


COMMANDS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "build": _build,
    "train": _train,
    "export": _export,
    "measure": _measure,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
