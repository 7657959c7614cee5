from __future__ import annotations

import difflib
import json
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.config_files import PREFIX, config_files, stated
from assistant.errors import ConfigError
from assistant.paths import bundled, user_config_file
from assistant.sections import Section
from assistant.settings import Settings, load, origins

# eval.toml holds the floors of the harness, not settings of the product.
PROFILES = sorted(path for path in bundled("config").glob("*.toml") if path.stem != "eval")
HEAD = """\
# Every setting with its default. Copy what you change into your own config.toml
# (`assistant config path` tells where), or give a file with --config.
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without settings, whatever this machine has."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def write_user(text: str) -> None:
    user_config_file().parent.mkdir(parents=True)
    user_config_file().write_text(text, encoding="utf-8")


def write(folder: Path, text: str) -> str:
    (folder / "chosen.toml").write_text(text, encoding="utf-8")
    return str(folder / "chosen.toml")


def origin(name: str, config: str | None = None) -> tuple[object, str]:
    return next((value, where) for key, value, where in origins(load(config), config) if key == name)


# ------------------------------------------------------------------ which statement wins


def test_a_single_setting_is_read_from_the_same_places_in_the_same_order(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stated("app", "theme") == "dark"
    assert stated("app", "nothing") is None
    write_user('[app]\ntheme = "light"\n')
    assert stated("app", "theme") == load().app.theme == "light"
    chosen = write(home, '[app]\ntheme = "high contrast"\n')
    assert stated("app", "theme", chosen) == load(chosen).app.theme == "high contrast"
    monkeypatch.setenv("ASSISTANT_app__Theme", "light")
    assert stated("app", "theme", chosen) == load(chosen).app.theme == "light"


def test_without_anything_stated_the_bundled_defaults_hold() -> None:
    assert load().retrieval.listed_papers == Settings.model_fields["retrieval"].default.listed_papers
    assert origin("retrieval.listed_papers") == (40, str(bundled("config") / "default.toml"))


def test_the_users_file_wins_over_the_default(home: Path) -> None:
    write_user("[retrieval]\nlisted_papers = 31\n")
    assert origin("retrieval.listed_papers") == (31, str(user_config_file()))


def test_the_file_on_the_command_line_wins_over_the_users(home: Path) -> None:
    write_user("[retrieval]\nlisted_papers = 31\nlexical_papers = 41\n")
    chosen = write(home, "[retrieval]\nlisted_papers = 32\n")
    assert origin("retrieval.listed_papers", chosen) == (32, chosen)
    assert origin("retrieval.lexical_papers", chosen) == (41, str(user_config_file()))


@pytest.mark.parametrize(
    "variable", ["ASSISTANT_RETRIEVAL__LISTED_PAPERS", "assistant_retrieval__Listed_Papers"]
)
def test_the_environment_wins_over_every_file(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    chosen = write(home, "[retrieval]\nlisted_papers = 32\n")
    monkeypatch.setenv(variable, "33")
    assert origin("retrieval.listed_papers", chosen) == (33, "ASSISTANT_RETRIEVAL__LISTED_PAPERS")


def test_files_of_one_section_complement_each_other(home: Path) -> None:
    write_user("[answer]\nsentences = 7\n")
    chosen = write(home, "[answer]\npapers = 2\n")
    settings = load(chosen)
    assert (settings.answer.sentences, settings.answer.papers) == (7, 2)


# ------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[retrieval]\nlisted_paper = 3\n", "retrieval.listed_papers"),
        ("[retrival]\nlisted_papers = 3\n", "retrieval"),
    ],
)
def test_an_unknown_name_in_a_file_is_an_error_with_the_nearest(home: Path, text: str, near: str) -> None:
    chosen = write(home, text)
    with pytest.raises(ConfigError) as raised:
        load(chosen)
    assert raised.value.remedy == f"did you mean {near}?"
    assert chosen in raised.value.why


@pytest.mark.parametrize(
    "variable", ["ASSISTANT_RETRIEVAL__LISTED_PAPER", "assistant_retrieval__listed_paper"]
)
def test_an_unknown_variable_is_an_error_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "3")
    with pytest.raises(ConfigError, match=variable) as raised:
        load()
    assert raised.value.remedy == "did you mean ASSISTANT_RETRIEVAL__LISTED_PAPERS?"


def test_a_value_of_the_wrong_kind_names_the_file_that_states_it(home: Path) -> None:
    chosen = write(home, '[retrieval]\nlisted_papers = "many"\n')
    with pytest.raises(ConfigError, match=r"retrieval\.listed_papers") as raised:
        load(chosen)
    assert raised.value.why == f"stated by {chosen}"


def test_a_value_of_the_wrong_kind_names_the_variable_that_states_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_RETRIEVAL__LISTED_PAPERS", "many")
    with pytest.raises(ConfigError) as raised:
        load()
    assert raised.value.why == "stated by ASSISTANT_RETRIEVAL__LISTED_PAPERS"


def test_a_variable_that_is_no_json_is_a_config_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EMBEDDER__ARGUMENTS", "{")
    with pytest.raises(ConfigError) as raised:
        load()
    assert "JSON" in raised.value.remedy


@pytest.mark.parametrize(
    "content", [b"[retrieval", b"\xff\xfe\x00", b"retrieval = 3\n", b"retrieval = 3\n[x]\n"]
)
def test_a_broken_file_is_a_config_error_that_names_it(home: Path, content: bytes) -> None:
    (home / "broken.toml").write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        load(str(home / "broken.toml"))
    assert "broken.toml" in raised.value.what + raised.value.why
    assert raised.value.remedy


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="no settings file or profile 'nope'") as raised:
        config_files("nope")
    assert all(profile.stem in raised.value.remedy for profile in PROFILES)


def test_the_floors_of_the_eval_are_no_profile() -> None:
    with pytest.raises(ConfigError) as raised:
        config_files("eval")
    assert "eval," not in raised.value.remedy


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem)
def test_every_profile_that_ships_loads(profile: Path) -> None:
    assert load(profile.stem)


@pytest.mark.parametrize("name", ["azure", "llama-cpp", "ollama", "openai", "vllm"])
def test_a_profile_of_a_model_server_names_all_it_takes_and_leaves_the_index_alone(name: str) -> None:
    settings = load(name)
    assert settings.model.kind == "openai"
    assert settings.model.model
    assert settings.model.base_url.endswith("/v1")
    assert settings.embedder == load().embedder


# ------------------------------------------------------------------ secrets, and the manual


def test_secrets_are_masked_wherever_they_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EMBEDDER__API_KEY", "sk-secret")
    monkeypatch.setenv("ASSISTANT_EMBEDDER__ARGUMENTS", '{"api_key": "sk-secret", "batch": 3}')
    settings = load()
    shown = json.dumps(list(origins(settings)))
    assert "sk-secret" not in shown + str(settings.embedder.api_key)
    assert '"batch": 3' in shown
    assert settings.embedder.api_key.get_secret_value() == "sk-secret"


@pytest.mark.parametrize("section", ["model", "embedder"])
def test_a_key_of_the_wrong_kind_is_not_told(home: Path, section: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load(write(home, f'[{section}]\napi_key = ["sk-{home.name}"]\n'))
    assert f"sk-{home.name}" not in "".join(traceback.format_exception(raised.value))


def test_every_setting_is_explained() -> None:
    for section in sections():
        assert section.__doc__
        assert all(field.description for field in section.model_fields.values()), section


def test_the_default_file_lists_every_setting_with_its_default_and_its_meaning() -> None:
    stated = (bundled("config") / "default.toml").read_text(encoding="utf-8")
    assert list(difflib.unified_diff(stated.splitlines(), manual().splitlines(), lineterm="")) == []


def sections() -> Iterator[type[Section]]:
    for info in Settings.model_fields.values():
        assert isinstance(info.annotation, type)
        assert issubclass(info.annotation, Section)
        yield info.annotation


def manual() -> str:
    """What config/default.toml has to say."""
    defaults = Settings.model_construct().model_dump(mode="json")
    parts = [HEAD.rstrip()]
    for name, section in zip(Settings.model_fields, sections(), strict=True):
        lines = [f"# {section.__doc__}", f"[{name}]"]
        for key, field in section.model_fields.items():
            lines += [f"# {field.description}", f"{key} = {toml(defaults[name][key])}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def toml(value: object) -> str:
    """A TOML value; for strings, numbers and empty tables JSON writes the same."""
    return json.dumps(value, ensure_ascii=False)


def test_variables_carry_the_products_own_prefix() -> None:
    assert PREFIX == "ASSISTANT_"


def test_the_settings_in_the_guide_to_several_machines_are_settings(home: Path) -> None:
    text = (bundled("config") / "several-machines.md").read_text("utf-8")
    (lab := home / "lab.toml").write_text(text.partition("```toml\n")[2].partition("```")[0], "utf-8")
    settings = load(str(lab))
    assert settings.store.chroma
    assert settings.embedder.concurrency == 8
