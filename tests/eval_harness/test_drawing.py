from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import InputError
from eval.cases import Case
from eval.drawing import applicable, digest, drawn, slices
from tests.eval_harness.products import CASES, SmallProduct, fact


def test_a_case_applies_when_all_its_papers_are_there(product: SmallProduct) -> None:
    both = Case("compare-1", "compare", "?", ("Sparse Layers", "Elsewhere"), (), True)
    assert applicable([*CASES, both], product.papers) == list(CASES)


def test_each_stratum_gives_as_many_cases_as_asked_for_spread_evenly() -> None:
    many = [fact(f"fact-{n}", "?", "T", "x") for n in range(10)]
    kept = drawn([*many, *CASES[2:]], {"first": 3})
    assert [case.id for case in kept] == ["fact-0", "fact-3", "fact-6", "outside-1"]
    assert drawn(many, {"first": 99}) == drawn(many, {}) == many


def test_a_case_belongs_to_its_kind_and_third_or_to_why_it_has_no_answer() -> None:
    assert slices(CASES[0]) == ("all", "fact", "first")
    assert slices(CASES[2]) == ("all", "outside")
    assert slices(Case("absent-1", "list", "?", (), (), False)) == ("all", "absent")


def test_twins_of_mangled_cases_and_cases_wanted_by_name_are_always_asked() -> None:
    many = [fact(f"fact-{n}", "?", "T", "x") for n in range(10)]
    mangled = replace(fact("mangled-1", "?", "T", "x"), position=None, twin="fact-1")
    kept = drawn([*many, mangled], {"first": 1}, always=["fact-9"])
    assert [case.id for case in kept] == ["fact-0", "fact-1", "fact-9", "mangled-1"]


def test_a_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = digest([tmp_path])
    file.write_text("two")
    after = digest([tmp_path])
    file.rename(tmp_path / "b.txt")
    assert len({before, after, digest([tmp_path])}) == 3


def test_a_missing_corpus_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        digest([tmp_path / "none"])
