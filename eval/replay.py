"""Recorded replies of a language model in, a model that gives them again out; and how they are recorded.

A reply is found by the hash of everything that was sent. A changed prompt, another order of passages or
another retriever sends something else, finds no reply, and fails its case with the command that records anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.core.ports import Cancellation, LanguageModel
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import ConfigError, InputError
from assistant.settings import Settings, load
from eval.cases import Case, load_files
from eval.drawing import applicable
from eval.measuring import Maker
from eval.run import Row, ask_all

RECORDED = Path(__file__).parent / "data" / "recorded.jsonl"
"""Replies that a script wrote, not a model: they prove the way that replies go, and nothing about a model."""
SCHEMA = 1


class RecordedModel:
    """The port LanguageModel over a file of replies."""

    def __init__(self, file: Path) -> None:
        head, self._replies = read_recording(file)
        self.key = f"recorded: {head['model']}"
        self.context = int(head["context"])
        self._file = file

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """The reply that was given to these messages; raises ConfigError when none was."""
        reply = self._replies.get(request_hash(messages))
        if reply is None:
            raise ConfigError(
                f"no reply to this request is recorded in {self._file}",
                why="the prompt, the passages or their order are not what they were",
                remedy=f"record anew: `python -m eval record --out {self._file}` with the options used then",
            )
        yield reply["reply"]
        yield ReplyEnd(reply["reason"], Usage(**reply["usage"]))


class Recorder:
    """The port LanguageModel over another model, every whole reply of which is kept."""

    def __init__(self, model: LanguageModel) -> None:
        self.key = model.key
        self.context = model.context
        self.kept: dict[str, dict[str, Any]] = {}
        self._model = model
        self._lock = Lock()

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """What the model says."""
        pieces: list[str] = []
        for item in self._model.stream(messages, cancellation):
            if isinstance(item, ReplyEnd):
                with self._lock:
                    self.kept[request_hash(messages)] = {
                        "reply": "".join(pieces),
                        "reason": item.reason,
                        "usage": asdict(item.usage),
                    }
            else:
                pieces.append(item)
            yield item


def request_hash(messages: Sequence[Message]) -> str:
    """First 32 hexadecimal digits of the sha256 of roles and texts."""
    sent = json.dumps([[message.role, message.text] for message in messages])
    return hashlib.sha256(sent.encode()).hexdigest()[:32]


def read_recording(file: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Head and replies of a recording; raises InputError for a damaged one."""
    try:
        head, *lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        if head["schema"] != SCHEMA:
            raise ValueError(f"its schema is {head['schema']}, not {SCHEMA}")
        return head, {line["request"]: line for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{file} is no recording", why=str(error), remedy="make one with `assistant eval record`"
        ) from error


def asked_in(file: Path) -> frozenset[str]:
    """Ids of the cases that a recording holds replies for."""
    return frozenset(read_recording(file)[0]["cases"])


def written_by_model(settings: Settings) -> Settings:
    """The settings with a model that writes, and a failure of it that is not smoothed over."""
    changed: dict[str, str] = {"on_failure": "error"}
    if settings.model.kind == "extractive":
        changed |= {"kind": "openai", "model": "recorded"}
    return settings.model_copy(update={"model": settings.model.model_copy(update=changed)})


# ------------------------------------------------------------------ recording


def record(args: argparse.Namespace, make: Maker, paths: Sequence[Path], files: Sequence[Path]) -> int:
    """Ask the cases of a language model and keep its replies; 0 when every case got an answer, else 1."""
    settings = load(args.config)
    model = _model(args, settings)
    recorder = Recorder(model)
    product = make(paths, written_by_model(settings), recorder)
    cases = _chosen(applicable(load_files(files), product.papers), args.limit)
    rows = ask_all(cases, product.engine, product.papers)
    for row in rows:
        if row.error:
            print(f"- {row.case.id}: {row.error}")
    file = args.out or RECORDED
    file.write_text(recording(recorder, rows, scripted=args.scripted), encoding="utf-8")
    print(f"{len(recorder.kept)} replies of {model.key} to {len(rows)} cases in {file}")
    return int(any(row.error for row in rows))


def _model(args: argparse.Namespace, settings: Settings) -> LanguageModel:
    if args.scripted:
        from eval.scripted import ScriptedModel

        return ScriptedModel()
    from assistant.wiring import language_model

    model = language_model(settings)
    if model is None:
        raise ConfigError(
            "the settings name no language model",
            why="answers are quoted, so there is no reply to record",
            remedy="name a profile, for example --config ollama, or --scripted",
        )
    return model


def _chosen(cases: Sequence[Case], limit: int | None) -> list[Case]:
    """As many as wanted, spread evenly; planted cases need a collection of their own and are left out."""
    plain = [case for case in cases if not case.planted]
    if limit is None or limit >= len(plain):
        return plain
    return [plain[place * len(plain) // limit] for place in range(limit)]


def recording(recorder: Recorder, rows: Sequence[Row], *, scripted: bool) -> str:
    """The file: a head with model and date, then the replies by hash of their requests."""
    head = {
        "schema": SCHEMA,
        "model": recorder.key,
        "written_by": "a script, not a model" if scripted else "a model",
        "date": date.today().isoformat(),
        "context": recorder.context,
        "cases": [row.case.id for row in rows],
    }
    lines = [{"request": request, **reply} for request, reply in sorted(recorder.kept.items())]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (head, *lines))
