"""Names in, paths out: prompts, config, the sample corpus and the user's data, in a checkout or a wheel."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

APP = "paper-assistant"
_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """Folder 'prompts' or 'config': beside the package in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def prompt_files() -> list[Path]:
    """Every prompt, sorted by name."""
    return sorted(path for path in bundled("prompts").glob("*.md") if path.stem != "README")


def harness_home() -> Path:
    """Folder that holds the package of the evaluation harness."""
    inside = _PACKAGE / "_bundled"
    return inside if inside.is_dir() else _PACKAGE.parent


def sample_pages() -> Path:
    """Folder of the sample corpus."""
    return _PACKAGE / "sample"


def default_data_dir() -> Path:
    """Where the catalogue and the index live unless told otherwise."""
    return user_data_path(APP)


def last_copy() -> Path:
    """File with what was copied last where no clipboard was seen to hold it; it need not exist."""
    return user_cache_path(APP) / "copied.txt"


def user_config_file() -> Path:
    """The user's own settings file; it need not exist."""
    return user_config_path(APP) / "config.toml"
