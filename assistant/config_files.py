"""--config in, the settings files that apply, and what they state, out; loads nothing that takes time."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError
from assistant.paths import bundled, user_config_file

PREFIX = "ASSISTANT_"
_NO_PROFILE = {"eval"}
"""Files of config/ that hold no settings: the floors of the eval."""


def config_files(config: str | None) -> list[Path]:
    """Settings files that apply, the strongest first; raises ConfigError for an unknown profile."""
    files = [user_config_file()] if user_config_file().is_file() else []
    if config is not None:
        chosen = Path(config)
        if not chosen.is_file():
            if config not in profiles():
                raise ConfigError(
                    f"no settings file or profile '{config}'",
                    why=f"there is no file {config}, and no profile of this name",
                    remedy=f"give a TOML file, or one of the profiles: {', '.join(sorted(profiles()))}",
                )
            chosen = bundled("config") / f"{config}.toml"
        files.insert(0, chosen)
    return [*files, bundled("config") / "default.toml"]


def profiles() -> set[str]:
    """Names of the profiles that come with the product."""
    return {path.stem for path in bundled("config").glob("*.toml")} - _NO_PROFILE


def layers_of(files: Sequence[Path]) -> list[tuple[str, Mapping[str, Any]]]:
    """Names and tables of files, in the same order; raises ConfigError."""
    return [(str(file), table_of(file)) for file in files]


def table_of(file: Path) -> Mapping[str, Any]:
    """What a TOML file states; raises ConfigError."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"settings file {file} can't be read",
            why=str(error),
            remedy="correct the file, or name another with --config",
        ) from error


def stated(section: str, name: str, config: str | None = None) -> object:
    """What is stated of one setting where it counts, unchecked; None where nothing is. Raises ConfigError.

    For what must be known before the settings are loaded; the environment's values are texts.
    """
    variable = f"{PREFIX}{section}__{name}".upper()
    if said := next((value for key, value in os.environ.items() if key.upper() == variable), None):
        return said
    tables = (table.get(section) for _, table in layers_of(config_files(config)))
    return next((table[name] for table in tables if isinstance(table, Mapping) and name in table), None)
