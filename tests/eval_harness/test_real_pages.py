"""The shipped cases over the pages that the sample was made from, by the command that people use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from eval.command_line import common, declare
from eval.commands import Tools, perform

REAL_PAGES = Path(__file__).parents[3] / "shared" / "seeds"
EVERY = 40
"""One of so many cases: a dozen of several suites, and the test stays below a minute on two cores."""


def test_the_same_cases_run_over_the_real_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not REAL_PAGES.is_dir():
        pytest.skip(f"the saved pages are not part of the project; expected in {REAL_PAGES}")
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser()
    declare(parser, [common()])
    arguments = ["run", "--corpus", str(REAL_PAGES), "--every", str(EVERY), "--out", "out"]
    code = perform(parser.parse_args(arguments), Tools(reader=None))
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (code, report["verdict"]["state"]) == (0, "passed")
    assert report["data"]["papers"] > 131, "these are more papers than the sample has"
    assert report["data"]["not_applicable"] == [], "every gold paper stands on the real pages"
    assert report["data"]["crashed"] == 0
    assert len({case["suite"] for case in report["cases"]}) >= 5
    assert report["means"]["all"]["fact_recall"]["value"] >= 0.5
