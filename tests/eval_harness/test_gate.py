from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import ConfigError, InputError
from assistant.paths import bundled
from eval.baseline import Baseline, PastCase, baseline_of, baseline_text, read_baseline
from eval.cases import Case, load_files, shipped
from eval.checks import METRICS, Violation, worst_scores
from eval.drawing import slices
from eval.gate import Verdict, judge_run
from eval.limits import BaselineLimits, Limits, read_limits
from eval.mutants import FAULTS, FORM, ORIGINALS, TRUE, Detection
from eval.run import Data, Row, Run

SHIPPED = bundled("config") / "eval.toml"
CASES = tuple(
    Case(f"fact-{number:03}", "fact", "?", ("T",), (("x",),), True, "first") for number in range(20)
)
DATA = Data(standard=True, papers=2, corpus="c", questions="q")
LIMITS = Limits(
    most={},
    robustness={},
    manifest={"all": 20, "first": 20},
    floors={"first": {"fact_recall": 0.9}},
    ceilings={"all": {"uncited": 0.05}},
    mutants={**dict.fromkeys(FAULTS, 1.0), ORIGINALS: 0.0},
    baseline=BaselineLimits(scores=("fact_recall",), margin=0.06, confidence=0.95, rounds=500, seed=0),
    must_pass=("fact-000",),
)
CAUGHT = (*(Detection(name, 9, 9) for name in FAULTS), Detection(ORIGINALS, 0, 9))


def row(case: Case, **changed: float) -> Row:
    return Row(case, {"fact_recall": 1.0, "answered": 1.0, "uncited": 0.0, **changed})


RUN = Run(DATA, tuple(map(row, CASES)))
BASELINE = baseline_of(RUN)


def verdict(
    run: Run = RUN,
    detections: tuple[Detection, ...] = CAUGHT,
    limits: Limits = LIMITS,
    baseline: Baseline | None = BASELINE,
) -> Verdict:
    return judge_run(run, detections, limits, baseline)


def failed(found: Verdict) -> set[tuple[str, str]]:
    return {(check.kind, check.name) for check in found.failed}


def scored(recall: float, count: int) -> Run:
    changed = tuple(row(case, fact_recall=recall) for case in CASES[1 : count + 1])
    return replace(RUN, rows=(RUN.rows[0], *changed, *RUN.rows[count + 1 :]))


def test_a_run_within_its_limits_passes_with_0() -> None:
    found = verdict()
    assert (found.state, found.exit_code, found.failed) == ("passed", 0, ())


# ------------------------------------------------------------------ refusing to judge


@pytest.mark.parametrize(
    ("run", "name"),
    [
        (replace(RUN, rows=()), "some case ran"),
        (replace(RUN, rows=RUN.rows[:-1]), "cases of first"),
        (replace(RUN, rows=RUN.rows[:-1]), "cases of the baseline"),
        (replace(RUN, network=("socket.connect",)), "no network"),
        (
            replace(RUN, rows=(replace(RUN.rows[0], unscored=("answered",)), *RUN.rows[1:])),
            "every score is a number",
        ),
        (replace(RUN, data=replace(DATA, corpus="other")), "corpus"),
        (replace(RUN, data=replace(DATA, questions="other")), "questions"),
    ],
)
def test_a_run_that_is_not_what_the_limits_are_for_is_not_judged(run: Run, name: str) -> None:
    found = verdict(run)
    assert (found.state, found.exit_code) == ("not judged", 4)
    assert ("data", name) in failed(found)


def test_without_a_baseline_nothing_is_judged() -> None:
    assert verdict(baseline=None).state == "not judged"


# ------------------------------------------------------------------ failing


def test_one_broken_rule_fails_and_names_its_case() -> None:
    broken = replace(RUN.rows[3], violations=(Violation("spans_exact", "off by one"),))
    found = verdict(replace(RUN, rows=(*RUN.rows[:3], broken, *RUN.rows[4:])))
    assert (found.state, found.exit_code) == ("failed", 4)
    assert failed(found) == {("rules", "spans_exact")}
    assert found.failed[0].cases == ("fact-003",)


def test_one_crash_fails() -> None:
    crashed = Row(CASES[3], worst_scores(CASES[3]), error="KeyError in x.py:1: 'k'")
    assert ("rules", "no case crashes") in failed(
        verdict(replace(RUN, rows=(*RUN.rows[:3], crashed, *RUN.rows[4:])))
    )


def test_a_checker_that_reads_has_limits_of_its_own() -> None:
    limits = LIMITS.model_copy(update={"mutants_read": {"negation_changed": 0.8}})

    def read(flagged: int) -> Verdict:
        return judge_run(RUN, CAUGHT, limits, BASELINE, (), (Detection("negation_changed", flagged, 10),))

    assert read(8).failed == ()
    assert failed(read(7)) == {("mutants read", "negation_changed")}
    assert failed(judge_run(RUN, CAUGHT, limits, BASELINE)) == {("mutants read", "negation_changed")}


def test_a_dead_slice_fails_though_the_mean_of_all_is_high() -> None:
    assert failed(verdict(scored(0.0, 3))) >= {("floors", "fact_recall of first")}


def test_a_score_on_its_floor_passes() -> None:
    limits = LIMITS.model_copy(update={"floors": {"first": {"fact_recall": 0.95}}})
    assert ("floors", "fact_recall of first") not in failed(verdict(scored(0.0, 1), limits=limits))


def test_a_score_above_its_ceiling_fails() -> None:
    run = replace(RUN, rows=tuple(row(case, uncited=0.1) for case in CASES))
    assert failed(verdict(run)) == {("floors", "uncited of all")}


def test_a_floor_that_no_case_has_fails() -> None:
    limits = LIMITS.model_copy(update={"floors": {"list": {"list_f1": 0.0}}})
    assert failed(verdict(limits=limits)) == {("floors", "list_f1 of list")}


def test_a_fault_class_below_its_floor_fails() -> None:
    missed = (Detection("number_changed", 8, 9), *CAUGHT)
    detections = tuple({found.name: found for found in (*missed[1:], missed[0])}.values())
    assert failed(verdict(detections=detections)) == {("mutants", "number_changed")}


def test_a_false_alarm_fails() -> None:
    assert failed(verdict(detections=(*CAUGHT[:-1], Detection(ORIGINALS, 1, 9)))) == {("mutants", ORIGINALS)}


def test_a_class_without_mutants_fails_on_the_shipped_data_only() -> None:
    assert ("mutants", "number_changed") in failed(verdict(detections=()))
    assert verdict(replace(RUN, data=replace(DATA, standard=False)), ()).state == "passed"


def test_a_case_of_the_must_pass_list_fails_by_name() -> None:
    run = replace(RUN, rows=(row(CASES[0], answered=0.0), *RUN.rows[1:]))
    assert ("must-pass", "fact-000") in failed(verdict(run))


# ------------------------------------------------------------------ the baseline


def test_a_significant_loss_fails_within_the_margin_too() -> None:
    assert ("baseline", "fact_recall") in failed(verdict(scored(0.9, 8)))


def test_a_loss_beyond_the_margin_fails_without_being_significant() -> None:
    found = verdict(scored(0.0, 2))
    assert found.losses[0].interval.high >= 0
    assert ("baseline", "fact_recall") in failed(found)


def test_a_small_loss_that_may_be_chance_passes() -> None:
    assert ("baseline", "fact_recall") not in failed(verdict(scored(0.0, 1)))


def test_a_gain_passes() -> None:
    cases = {key: replace(case, scores={"fact_recall": 0.2}) for key, case in BASELINE.cases.items()}
    found = verdict(baseline=replace(BASELINE, cases=cases))
    assert found.state == "passed"
    assert found.losses[0].difference == pytest.approx(0.8)


def test_more_of_what_should_be_little_is_a_loss() -> None:
    limits = LIMITS.model_copy(
        update={"baseline": LIMITS.baseline.model_copy(update={"scores": ("uncited",)}), "ceilings": {}}
    )
    run = replace(RUN, rows=tuple(row(case, uncited=0.2) for case in CASES))
    assert failed(verdict(run, limits=limits)) == {("baseline", "uncited")}


def test_a_score_that_the_baseline_lacks_asks_for_a_new_one() -> None:
    cases = {key: PastCase(True, "", {}) for key in BASELINE.cases}
    (check,) = verdict(baseline=replace(BASELINE, cases=cases)).failed
    assert "python -m eval baseline" in check.failure


def test_a_baseline_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(baseline_text(BASELINE), encoding="utf-8")
    assert read_baseline(file) == BASELINE
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(CASES) + 2


def test_a_missing_baseline_is_none_and_a_damaged_one_an_error(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "none.json") is None
    (tmp_path / "b.json").write_text('{"schema": 2}')
    with pytest.raises(InputError, match=r"b\.json is no baseline"):
        read_baseline(tmp_path / "b.json")


# ------------------------------------------------------------------ the shipped limits


@pytest.mark.parametrize("text", ["most = ", "[most]\nfirst = 0", "moist = 1"])
def test_limits_that_make_no_sense_are_a_config_error_that_names_the_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "eval.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"eval\.toml"):
        read_limits(tmp_path / "eval.toml")


def test_the_shipped_limits_name_only_what_there_is() -> None:
    limits, cases = read_limits(SHIPPED), load_files(shipped())
    parts = {name for case in cases for name in slices(case)}
    refusals = {"refusal_precision", "refusal_f1"}
    bounds = {**limits.floors, **{f"ceiling {part}": scores for part, scores in limits.ceilings.items()}}
    assert {part.removeprefix("ceiling ") for part in bounds} | limits.manifest.keys() <= parts
    assert {score for scores in bounds.values() for score in scores} <= METRICS.keys() | refusals
    assert set(limits.baseline.scores) <= METRICS.keys()
    assert set(limits.must_pass) <= {case.id for case in cases}
    assert {*FORM, ORIGINALS} <= limits.mutants.keys() <= {*FAULTS, *TRUE}
    assert limits.mutants_read.keys() <= {*FAULTS, *TRUE}


def test_the_shipped_limits_tolerate_no_fault_of_form() -> None:
    limits = read_limits(SHIPPED).mutants
    assert {limits[name] for name in FORM} == {1.0}
    assert limits[ORIGINALS] == 0.0


def test_whatever_reads_no_fault_of_citation_passes() -> None:
    limits = read_limits(SHIPPED).mutants_read
    assert {limits[name] for name in FORM if name.startswith("citation")} == {1.0}
    assert limits[ORIGINALS] == 0.0


def test_the_shipped_baseline_holds_as_many_cases_as_the_manifest_says() -> None:
    limits, baseline = read_limits(SHIPPED), read_baseline()
    assert baseline is not None
    assert limits.manifest["all"] == len(baseline.cases)
    assert all(baseline.cases[name].passed for name in limits.must_pass)
