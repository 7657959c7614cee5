"""Config files and environment in, frozen Settings out, with where each value came from.

Order, the first that states a value wins: environment (ASSISTANT_SECTION__NAME), the file or profile
given with --config, the user's config.toml, config/default.toml. Settings build nothing.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from assistant.config_files import PREFIX, config_files, layers_of, table_of
from assistant.errors import ConfigError
from assistant.sections import (
    AnswerSettings,
    AppSettings,
    CalibrationSettings,
    ComparisonSettings,
    EmbedderSettings,
    IngestSettings,
    ListingSettings,
    ModelSettings,
    PassageSettings,
    RerankerSettings,
    RetrievalSettings,
    Section,
    SessionSettings,
    StoreSettings,
    UnderstandingSettings,
    WritingSettings,
)

_SECRET = re.compile(r"key|token|secret|password", re.I)
_MASK = "**********"


class Settings(BaseSettings):
    """Every setting of the product; `load` makes it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,  # a mistyped key would stand in the traceback
    )

    store: StoreSettings = StoreSettings()
    sessions: SessionSettings = SessionSettings()
    app: AppSettings = AppSettings()
    ingest: IngestSettings = IngestSettings()
    passages: PassageSettings = PassageSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    reranker: RerankerSettings = RerankerSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    comparison: ComparisonSettings = ComparisonSettings()
    calibration: CalibrationSettings = CalibrationSettings()
    listing: ListingSettings = ListingSettings()
    understanding: UnderstandingSettings = UnderstandingSettings()
    model: ModelSettings = ModelSettings()
    writing: WritingSettings = WritingSettings()


def load(config: str | None = None) -> Settings:
    """Settings from all sources; raises ConfigError naming file or variable and what to write."""
    _check_environment(os.environ)
    files = config_files(config)
    for file in files:
        table_of(file)

    class Layered(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (env_settings, *(TomlConfigSettingsSource(settings_cls, file) for file in files))

    try:
        return Layered()
    except ValidationError as error:
        raise _explained(error, layers_of(files)) from error
    except SettingsError as error:
        raise ConfigError(
            "an environment variable can't be read",
            why=f"{error}: {error.__cause__}",
            remedy="write its value as JSON, or state the setting in a file",
        ) from error


def origins(settings: Settings, config: str | None = None) -> Iterator[tuple[str, object, str]]:
    """(name, value, where it came from) of every setting, in the order of the manual; secrets are masked."""
    layers = layers_of(config_files(config))
    for section, values in settings.model_dump(mode="json").items():
        for name, value in values.items():
            yield f"{section}.{name}", _masked(value), _origin((section, name), layers)


def _masked(value: object) -> object:
    """Arguments of a class may hold a key under any name; settings that are secrets mask themselves."""
    if not isinstance(value, dict):
        return value
    return {name: _MASK if _SECRET.search(name) else item for name, item in value.items()}


def _origin(place: Sequence[str], layers: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """The variable or the file that states a setting (section and name), or a whole section, first."""
    variable = f"{PREFIX}{'__'.join(place)}".upper()
    if variable in {name.upper() for name in os.environ}:
        return variable
    return next((file for file, table in layers if _states(table, place)), "built in")


def _states(table: object, place: Sequence[str]) -> bool:
    for name in place:
        if not isinstance(table, Mapping):
            return True  # a single value stands where the section should be
        if name not in table:
            return False
        table = table[name]
    return True


def _names() -> list[str]:
    return [
        f"{PREFIX}{section}__{name}".upper()
        for section, info in Settings.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
        for name in info.annotation.model_fields
    ]


def _check_environment(environment: Mapping[str, str]) -> None:
    """pydantic-settings ignores a mistyped variable without a word; we do not."""
    known = _names()
    for variable in environment:
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            near = difflib.get_close_matches(variable.upper(), known, n=1)
            raise ConfigError(
                f"unknown environment variable {variable}",
                why=f"variables that start with {PREFIX} are settings, and there is none of this name",
                remedy=f"did you mean {near[0]}?" if near else "`assistant config show` lists every setting",
            )


def _explained(error: ValidationError, layers: Sequence[tuple[str, Mapping[str, Any]]]) -> ConfigError:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    name = ".".join(place)
    known = [n.removeprefix(PREFIX).lower().replace("__", ".") for n in _names()]
    near = difflib.get_close_matches(name, [*known, *Settings.model_fields], n=1)
    unknown = first["type"] == "extra_forbidden" and near
    return ConfigError(
        f"setting {name}: {first['msg']}",
        why=f"stated by {_origin(place[:2], layers)}",
        remedy=f"did you mean {near[0]}?" if unknown else "`assistant config show` lists every setting",
    )
