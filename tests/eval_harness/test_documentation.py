"""The page that says what each number means says it of every number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.cases import Case
from eval.checks import METRICS
from eval.command_line import COMMANDS
from eval.mutants import TRUE
from eval.robustness import QUESTIONS

HOME = Path(__file__).parents[2] / "eval"
PAGE = (HOME / "README.md").read_text(encoding="utf-8")
TERMS = set(re.findall(r"`([^`]+)`", PAGE))
SHAKEN = {*QUESTIONS, "collection_disturbed", "sources_removed", "answered_without_gold"}
REFUSALS = {"refusal_precision", "refusal_f1"}


@pytest.mark.parametrize("name", sorted({*METRICS, *TRUE, *SHAKEN, *REFUSALS}))
def test_it_tells_of_every_number(name: str) -> None:
    assert name in TERMS


@pytest.mark.parametrize("name", sorted(set(Case.__slots__) - {"note"}))
def test_it_tells_of_every_field_of_a_case(name: str) -> None:
    assert name in TERMS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_it_tells_of_every_command(name: str) -> None:
    assert re.search(rf"\beval {name}\b|`{name}`", PAGE)


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", PAGE))
def test_what_it_leads_to_is_there(link: str) -> None:
    assert (HOME / link).exists()
