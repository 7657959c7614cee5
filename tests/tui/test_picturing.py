from __future__ import annotations

import html
import re
from collections import defaultdict
from pathlib import Path

import pytest

from tests.tui.picturing import FOLDER

SNAPSHOTS = FOLDER.parent / "snapshots"
ROOT = Path(__file__).parents[2]
PLACED = re.compile(r'<text class="[^"]*" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


def lines(picture: Path) -> list[str]:
    """What stands in each line of a picture of the screen."""
    rows = defaultdict(list)
    for x, y, text in PLACED.findall(picture.read_text("utf-8")):
        rows[float(y)].append((float(x), html.unescape(text).replace("\xa0", " ")))
    return ["".join(text for _, text in sorted(rows[y])) for y in sorted(rows)]


@pytest.mark.parametrize("name", ["compare", "papers"])
def test_the_pictures_of_the_readme_have_the_keys_and_screens_that_the_app_has(name: str) -> None:
    picture, state = lines(FOLDER / f"{name}.svg"), lines(SNAPSHOTS / f"{name}-120x40.svg")
    assert picture[-1] == state[-1]
    assert picture[0].split("Evals")[0] == state[0].split("Evals")[0]


def test_the_picture_of_the_chat_ends_its_answers_as_the_app_does() -> None:
    text = " ".join(lines(FOLDER / "chat.svg"))
    saved = lines(SNAPSHOTS / "unsaved-120x40.svg")
    assert any("· saved" in line for line in saved)
    assert text.count("· saved") == 2


def test_the_readme_shows_all_of_them() -> None:
    shown = set(re.findall(r"tests/tui/pictures/(\w+\.svg)", (ROOT / "README.md").read_text("utf-8")))
    assert shown == {path.name for path in FOLDER.iterdir()}
