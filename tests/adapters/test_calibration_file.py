from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.calibration_file import CalibrationFile
from assistant.core.calibrating import Calibrated, CalibrationStore
from assistant.errors import StoreError
from tests.fakes import FakeCalibrations

FOUND = Calibrated(200, 0.5, 0.6, 20, 1, 40, 30)


def test_a_threshold_of_another_fit_counts_as_none(tmp_path: Path) -> None:
    CalibrationFile(tmp_path / "calibration.json").save(replace(FOUND, fit="old"))
    assert CalibrationFile(tmp_path / "calibration.json", "old").load() is not None
    assert CalibrationFile(tmp_path / "calibration.json", "new").load() is None


@pytest.mark.parametrize("real", [True, False])
def test_what_was_kept_last_is_loaded(tmp_path: Path, real: bool) -> None:
    store: CalibrationStore = CalibrationFile(tmp_path / "calibration.json") if real else FakeCalibrations()
    assert store.load() is None
    store.save(FOUND)
    assert store.load() == FOUND
    store.save(replace(FOUND, threshold=0.7))
    assert store.load() == replace(FOUND, threshold=0.7)


def test_another_process_sees_what_was_kept(tmp_path: Path) -> None:
    CalibrationFile(tmp_path / "calibration.json").save(FOUND)
    assert CalibrationFile(tmp_path / "calibration.json").load() == FOUND


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text("{", encoding="utf-8")
    assert CalibrationFile(tmp_path / "calibration.json").load() is None


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        CalibrationFile(tmp_path / "nowhere" / "calibration.json").save(FOUND)
