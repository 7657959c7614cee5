from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from string import Template

import pytest

from assistant.paths import prompt_files

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "assistant"
MODULES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "eval").rglob("*.py")])
PROMPTS = prompt_files()
FILE_MEDIAN, FILE_MOST = 80, 300
ALL_NOUNS = PACKAGE / "domain.py", 400  # one page of every noun, each with what it means
FUNCTION_MEDIAN, FUNCTION_MOST = 8, 50
VAGUE = {"utils", "util", "common", "helpers", "helper", "misc", "shared", "base"}
# Written in pieces, so that this file does not hold what it forbids.
PRIVATE = re.compile("|".join(["/wo" + r"rk\b", r"https?://[\w./:-]*(?:py" + r"pi|simple/)"]))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, int]]:
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(tree(module)):
            if isinstance(node, Function):
                yield f"{module.relative_to(ROOT)}:{node.lineno} {node.name}", body_lines(module, node)


def body_lines(module: Path, function: Function) -> int:
    """Lines that are not blank, from the signature's end to the last statement, the docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body or function.end_lineno is None:
        return 0
    lines = module.read_text(encoding="utf-8").splitlines()
    return lines_of("\n".join(lines[body[0].lineno - 1 : function.end_lineno]))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names] if listed.returncode == 0 else []


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked() or [path for path in ROOT.rglob("*.*") if ".venv" not in path.parts]:
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                yield path, content.decode("utf-8", "replace")


# ------------------------------------------------------------------ sizes


def test_files_are_short() -> None:
    sizes = {module: lines_of(module.read_text(encoding="utf-8")) for module in PACKAGE.rglob("*.py")}
    assert median(sizes.values()) <= FILE_MEDIAN
    most = dict.fromkeys(sizes, FILE_MOST) | dict([ALL_NOUNS])
    assert {str(module): size for module, size in sizes.items() if size > most[module]} == {}


def test_functions_are_short() -> None:
    sizes = dict(functions())
    assert median(sizes.values()) <= FUNCTION_MEDIAN
    assert {name: size for name, size in sizes.items() if size > FUNCTION_MOST} == {}


# ------------------------------------------------------------------ modules


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_by_saying_what_it_is(module: Path) -> None:
    opening = (ast.get_docstring(tree(module)) or "").partition("\n")[0]
    assert opening.endswith((".", ":", "?")), opening


def test_every_folder_of_modules_is_a_package() -> None:
    # import-linter does not see a folder without it: whatever it imports would pass every contract.
    folders = {module.parent for module in MODULES}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_module_is_named_for_nothing_in_particular() -> None:
    assert [str(module) for module in MODULES if module.stem in VAGUE] == []


def test_the_harness_is_never_imported_as_a_whole() -> None:
    # `import eval.report` rebinds the builtin `eval`; `from eval.report import x` does not.
    guilty = [
        f"{module.relative_to(ROOT)}:{node.lineno}"
        for module in [*MODULES, *(ROOT / "tests").rglob("*.py")]
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Import) and any(name.name.split(".")[0] == "eval" for name in node.names)
    ]
    assert guilty == []


def test_tests_and_package_do_not_stand_in_each_others_way() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))
    assert not (ROOT / "tests" / "eval").exists()


def test_nothing_is_left_undone_or_switched_off() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b|pytest\.mark\.skip\b|type: ignore(?!\[)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*MODULES, *(ROOT / "tests").rglob("*.py")]
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marks.search(line)
    ]
    assert found == []


# ------------------------------------------------------------------ what ships


def test_tracked_texts_name_no_machine_and_no_package_index() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if PRIVATE.search(line)
    ]
    assert found == []


def test_a_prompt_is_a_template_whose_variables_its_first_line_names() -> None:
    for prompt in PROMPTS:
        opening, _, text = prompt.read_text(encoding="utf-8").partition("\n")
        assert opening.startswith("<!--"), prompt
        assert Template(text).is_valid(), prompt
        assert set(re.findall(r"\$(\w+)", opening)) == set(Template(text).get_identifiers()), prompt
