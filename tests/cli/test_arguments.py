from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import pytest

from assistant.cli.arguments import (
    common,
    filters,
    filters_of,
    model,
    question_of,
    reading,
    workshop,
    years,
)
from assistant.domain import Filters, Question
from assistant.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", (2024, 2024)),
        ("2023..2025", (2023, 2025)),
        ("2023..", (2023, None)),
        ("..2024", (None, 2024)),
        (" 2024..2024 ", (2024, 2024)),
    ],
)
def test_a_year_or_a_range_of_years(text: str, expected: tuple[int | None, int | None]) -> None:
    assert years(text) == expected


@pytest.mark.parametrize("text", ["", "..", "24", "2023-2025", "20232025", "2025..2023", "soon", "2023..x"])
def test_what_is_no_range_of_years_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        years(text)
    assert raised.value.why
    assert "write" in raised.value.remedy


def test_filters_are_empty_unless_given() -> None:
    assert not filters_of(filters().parse_args([]))


def test_filters_collect_what_may_be_repeated() -> None:
    argv = [
        "--year",
        "2023..",
        "--author",
        "Ho",
        "--author",
        "Ek",
        "--organisation",
        "ACME",
        "--title",
        "one",
    ]
    args: argparse.Namespace = filters().parse_args(argv)
    assert filters_of(args) == Filters(2023, authors=("Ho", "Ek"), organisation="ACME", titles=("one",))


@pytest.mark.parametrize(
    ("kind", "named", "expected"),
    [
        ("extractive", None, ("extractive", "configured")),
        ("extractive", "extractive", ("extractive", "configured")),
        ("extractive", "some-model", ("openai", "some-model")),
        ("openai", "extractive", ("extractive", "configured")),
        ("openai", "some-model", ("openai", "some-model")),
        ("llama_index", "package.Class", ("llama_index", "package.Class")),
    ],
)
def test_a_model_on_the_command_line_wins_over_the_settings(
    tmp_path: Path, kind: str, named: str | None, expected: tuple[str, str]
) -> None:
    file = tmp_path / "chosen.toml"
    file.write_text(f'[model]\nkind = "{kind}"\nmodel = "configured"\n', encoding="utf-8")
    parser = argparse.ArgumentParser(parents=[common(), model()])
    argv = ["--config", str(file), "--data-dir", str(tmp_path), *(["--model", named] if named else [])]
    chosen = workshop(parser.parse_args(argv)).settings.model
    assert (chosen.kind, chosen.model) == expected


def read(*argv: str) -> Question:
    parser = argparse.ArgumentParser(parents=[filters(), reading()])
    return question_of("what is new?", parser.parse_args(argv))


def test_a_question_carries_its_filters_and_the_day_it_is_asked() -> None:
    question = read("--year", "2024", "--today", "2025-06-30")
    assert question == Question("what is new?", Filters(2024, 2024), today="2025-06-30")
    assert read().today == date.today().isoformat()


def test_words_filter_unless_they_are_not_to() -> None:
    assert read().words_filter
    assert not read("--no-filters").words_filter


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="--today"):
        read("--today", "2025-02-30")
