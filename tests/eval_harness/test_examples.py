"""The examples for other people's repositories: well-formed, and of commands that there are."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.command_line import common, declare

EXAMPLES = Path(__file__).parents[2] / "eval" / "examples"


def example(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8"))


def steps() -> list[dict[str, Any]]:
    (job,) = example("github-actions.yml")["jobs"].values()
    return list(job["steps"])


def hook() -> dict[str, Any]:
    (repository,) = example("pre-commit-config.yaml")["repos"]
    (found,) = repository["hooks"]
    assert repository["repo"] == "local"
    return dict(found)


def commands() -> list[str]:
    told = [step["run"] for step in steps() if "assistant" in step.get("run", "")]
    return [line for line in (*told, hook()["entry"]) if line.startswith("assistant")]


def test_both_examples_run_the_harness() -> None:
    assert len(commands()) == 2


@pytest.mark.parametrize("line", commands())
def test_every_command_of_an_example_is_one_that_there_is(line: str) -> None:
    program, group, *words = shlex.split(line)
    assert (program, group) == ("assistant", "eval")
    parser = argparse.ArgumentParser()
    declare(parser, [common()])
    assert parser.parse_args(words).corpus == ["papers"]


def test_the_workflow_starts_on_changes_and_keeps_the_reports_of_failures() -> None:
    workflow = example("github-actions.yml")
    assert "pull_request" in workflow[True], "YAML 1.1 reads the word 'on' as true"
    (job,) = workflow["jobs"].values()
    assert job["timeout-minutes"] <= 30
    assert all(("uses" in step) != ("run" in step) for step in steps())
    kept = [step for step in steps() if step.get("if") == "always()"]
    assert ".eval/run" in str(kept)


def test_the_hook_has_all_that_pre_commit_wants_of_a_local_one() -> None:
    assert {"id", "name", "entry", "language"} <= hook().keys()
    assert hook()["pass_filenames"] is False
