from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from assistant.cli.main import COMMANDS

HEAVY = {
    "chromadb",
    "llama_index",
    "numpy",
    "onnxruntime",
    "openai",
    "pydantic",
    "pydantic_settings",
    "rich",
    "sqlite3",
    "textual",
    "tokenizers",
}
HELP = """
import json, sys
from assistant.__main__ import main
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""
INTERRUPTED = """
import builtins, os, signal
from assistant.__main__ import main
load = builtins.__import__
def interrupt(name, *rest):
    if name == "assistant.cli.main":
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *rest)
builtins.__import__ = interrupt
main()
"""
COLLECTOR = """
import gc, sys
from assistant.__main__ import YOUNG, main
main()
print(gc.get_threshold()[0] == YOUNG, gc.get_freeze_count() > 1000, file=sys.stderr)
"""
GUARDS = {"ORT_DISABLE_TELEMETRY": "1", "ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"}


def modules_after(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", HELP, *arguments], capture_output=True, text=True, check=True
    )
    assert "usage: assistant" in done.stdout
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_loads_nothing_heavy(command: str) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    assert modules_after(*arguments) & HEAVY == set()


def test_help_of_the_whole_loads_no_command() -> None:
    listing = HELP.replace('name.partition(".")[0]', "name")
    done = subprocess.run(
        [sys.executable, "-c", listing, "--help"], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stderr))
    assert not loaded & {f"assistant.cli.{command}" for command in COMMANDS}
    assert "assistant.domain" not in loaded


def test_nothing_phones_home_once_the_package_is_imported() -> None:
    program = "import json, os, assistant; print(json.dumps(dict(os.environ)))"
    environment = {"PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert json.loads(done.stdout).items() >= GUARDS.items()


def test_a_guard_that_the_user_has_set_stays() -> None:
    program = "import os, assistant; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    environment = {"ORT_DISABLE_TELEMETRY": "0"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "0"


def test_ctrl_c_before_anything_is_loaded_ends_the_process_without_a_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def test_the_process_neither_starts_nor_ends_with_a_search_for_cycles() -> None:
    command = [sys.executable, "-c", COLLECTOR, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.split() == ["True", "True"]
