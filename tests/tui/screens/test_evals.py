from __future__ import annotations

import json
from dataclasses import replace

from assistant.core.evaluations import EvaluatedCase, Evaluation, JudgedSentence, Score
from assistant.errors import ConfigError
from tests.tui.scripted import (
    App,
    Measured,
    ScriptedEngine,
    answer,
    ask,
    opened,
    played,
    shown,
    shows,
    steps,
    until,
)

FAILING = EvaluatedCase(
    "fact-001",
    "How [fast] is it?",
    passed=False,
    problems=("fact_recall 0.50", "quotes_verbatim: s1"),
    gold=("SparseNet: a study",),
    facts=("40 %",),
    forbidden=("7 times",),
    text="They are fast. They are cheap.",
    sentences=(JudgedSentence("They are fast.", "supported"), JudgedSentence("They are cheap.", "partly")),
    sources=("DenseNet: a study",),
    retrieved=("DenseNet: a study", "CacheNet: a study"),
    newly="failing",
)
PASSING = EvaluatedCase("fact-002", "And this?", True, (), (), (), (), "", (), (), ())
SCORES = (Score("fact_recall", 0.618, 110, 0.601), Score("uncited", 0.2, 97, 0.1), Score("answered", 0.8, 9))


def run(name: str, state: str = "failed") -> Evaluation:
    return Evaluation(name, "2026-01-02T03:04:05", state, ("quotes: 1 case",), SCORES, (FAILING, PASSING))


NEW, OLD = run("new"), run("old", "passed")


async def evals(pilot: App) -> None:
    await pilot.press("f5")


@played
async def test_the_newest_run_is_shown_with_scores_against_the_baseline_and_failures_first() -> None:
    async with opened(evaluations=Measured(NEW, OLD)) as pilot:
        await evals(pilot)
        await shows(
            pilot, "failed · 1 of 2 cases pass · new, 2026-01-02 03:04 · run 1 of 2", "✗ quotes: 1 case"
        )
        await shows(pilot, "fact_recall .618 ▲.017", "uncited .200 ▼.100", "answered .800")
        rows = [row.split()[1] for row in shown(pilot).split("\n") if row.lstrip().startswith(("▼", "✓"))]
        assert rows == ["fact-001", "fact-002"]
        await pilot.press("left")
        await shows(pilot, "passed · 1 of 2 cases pass · old")
        await pilot.press("right")
        await shows(pilot, "failed · 1 of 2")


@played
async def test_a_case_is_shown_with_its_sentences_and_what_was_expected() -> None:
    async with opened(evaluations=Measured(NEW)) as pilot:
        await evals(pilot)
        await shows(
            pilot, "How [fast] is it?", "They are fast. ✓", "They are cheap. ~", "Must state", "· 40 %"
        )
        await shows(pilot, "Must not state", "· 7 times", "Must cite", "· SparseNet", "Cites", "· DenseNet")
        await pilot.press("down")
        await shows(pilot, "no answer")


@played
async def test_in_a_narrow_window_enter_shows_the_case_and_escape_the_table() -> None:
    async with opened(evaluations=Measured(NEW), size=(70, 24)) as pilot:
        await evals(pilot)
        await shows(pilot, "fact-002")
        await pilot.press("enter")
        await shows(pilot, "Must state")
        assert "fact-002" not in shown(pilot)
        await pilot.press("escape")
        await shows(pilot, "fact-002")
        await pilot.press("escape")
        await shows(pilot, "Ask a question")


@played
async def test_measuring_again_shows_the_new_run_and_an_error_is_told() -> None:
    error = ConfigError("the harness is not here", why="no [module]", remedy="start it elsewhere")
    async with opened(evaluations=Measured(OLD, more=[NEW, error])) as pilot:
        await evals(pilot)
        await shows(pilot, "passed · 1 of 2")
        await pilot.press("R")
        await shows(pilot, "failed · 1 of 2")


@played
async def test_another_run_becomes_the_baseline_with_one_key() -> None:
    before = replace(OLD, cases=(replace(FAILING, passed=True), replace(PASSING, passed=False)))
    async with opened(evaluations=Measured(NEW, before)) as pilot:
        await evals(pilot)
        await shows(pilot, "▼  fact-001", "✓  fact-002")
        await pilot.press("left", "b")
        await shows(pilot, "now compared with old", "fact_recall .618 =", "▲  fact-002")


@played
async def test_an_answer_that_cites_nothing_makes_no_case() -> None:
    counted = answer("How many?", ("There are 4.", (), "framing"))
    async with opened(ScriptedEngine(steps(counted))) as pilot:
        await ask(pilot, "How many?")
        await shows(pilot, "There are 4.", "no sentence to check")
        await pilot.press("escape", "v")
        await shows(pilot, "This answer cites no paper")


@played
async def test_without_runs_it_says_how_to_measure_and_why_that_failed() -> None:
    error = ConfigError("the harness is not here", why="no [module]", remedy="start it elsewhere")
    async with opened(evaluations=Measured(more=[error])) as pilot:
        await evals(pilot)
        await shows(pilot, "Nothing has been measured in this folder.")
        await pilot.press("R")
        await shows(pilot, "the harness is not here", "no [module]", "start it elsewhere")


@played
async def test_only_failures_are_shown_on_demand_and_a_question_goes_to_the_prompt() -> None:
    async with opened(evaluations=Measured(NEW)) as pilot:
        await evals(pilot)
        await shows(pilot, "fact-001", "fact-002")
        await pilot.press("f")
        await until(pilot, lambda: "fact-002" not in shown(pilot))
        await pilot.press("a")
        await shows(pilot, "│ How [fast] is it?")
        await pilot.press("f5", "f")
        await shows(pilot, "fact-002")
        await pilot.press("q")
        await shows(pilot, "│ How [fast] is it?")


@played
async def test_an_answer_becomes_a_case_with_one_key() -> None:
    kept: list[tuple[str, str]] = []

    def keep(name: str, line: str) -> str:
        kept.append((name, line))
        return f"/home/me/{name}"

    async with opened(keep_case=keep) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("escape", "v")
        await shows(pilot, "A case was added to", "my-cases.jsonl")
    [(name, line)] = kept
    assert name == "my-cases.jsonl"
    assert json.loads(line)["titles"] == ["SparseNet: a study"]


@played
async def test_a_case_of_a_question_about_chosen_papers_is_about_them_too() -> None:
    kept: list[str] = []

    def keep(name: str, line: str) -> str:
        kept.append(line)
        return name

    async with opened(keep_case=keep) as pilot:
        await pilot.press("f3", "space", "space", "a")
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("escape", "v")
        await shows(pilot, "A case was added to")
    [line] = kept
    assert json.loads(line)["filters"] == {"titles": ["SparseNet: a study", "DenseNet: a study"]}


@played
async def test_help_explains_the_screen_before_anything_is_measured() -> None:
    async with opened() as pilot:
        await evals(pilot)
        await shows(pilot, "Nothing has been measured")
        await pilot.press("f1")
        await shows(pilot, "What `assistant eval run` measured in this folder")


@played
async def test_a_slash_leaves_the_cases_that_hold_some_words_and_escape_brings_all_back() -> None:
    async with opened(evaluations=Measured(NEW)) as pilot:
        await evals(pilot)
        await shows(pilot, "fact-001", "fact-002")
        await pilot.press("slash", *"CHEAP fast")
        await shows(pilot, "fact-001", "1 case found")
        assert "fact-002" not in shown(pilot)
        await pilot.press("left", "backspace", *"fsab")
        await shows(pilot, "CHEAP fafsabt", "0 cases found")
        await pilot.press("enter", "escape")
        await shows(pilot, "fact-001", "fact-002")
        assert "Filter by words" not in shown(pilot)


@played
async def test_cases_are_sorted_by_a_key_and_by_a_click_on_a_heading() -> None:
    def order(pilot: App) -> list[str]:
        return [row.split()[1] for row in shown(pilot).split("\n") if row.lstrip().startswith(("▼", "✓"))]

    first = replace(PASSING, id="fact-000", question="Which one?")
    async with opened(evaluations=Measured(replace(NEW, cases=(FAILING, first)))) as pilot:
        await evals(pilot)
        await until(pilot, lambda: order(pilot) == ["fact-001", "fact-000"])
        await pilot.press("s")
        await until(pilot, lambda: order(pilot) == ["fact-000", "fact-001"])
        rows = shown(pilot).split("\n")
        row = next(i for i, line in enumerate(rows) if "Problem" in line)
        await pilot.click(offset=(rows[row].index("Question"), row))
        await until(pilot, lambda: order(pilot) == ["fact-001", "fact-000"])


@played
async def test_a_score_is_never_cut_by_the_end_of_a_line() -> None:
    names = ("citation precision", "attribution precision", "uncited", "recall at ten")
    measured = replace(NEW, scores=tuple(Score(name, 0.5, 9, 0.4) for name in names))
    async with opened(evaluations=Measured(measured), size=(80, 24)) as pilot:
        await evals(pilot)
        told = [f"{name.replace(' ', '_')} .500 {'▼' if name == 'uncited' else '▲'}.100" for name in names]
        await shows(pilot, *told)
        await pilot.resize_terminal(64, 24)
        await shows(pilot, *told)
