"""The file config/eval.toml in, checked limits out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import ConfigError


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Share = Annotated[float, Field(ge=0, le=1)]


class BaselineLimits(_Section):
    """How scores are compared with those of the baseline."""

    scores: tuple[str, ...]
    margin: Share
    """A mean may fall by this much as long as the loss is not significant."""
    confidence: Share
    rounds: Annotated[int, Field(ge=1)]
    seed: int


class Limits(_Section):
    """The file config/eval.toml, which explains each number."""

    most: Mapping[str, Annotated[int, Field(ge=1)]]
    manifest: Mapping[str, int]
    floors: Mapping[str, Mapping[str, Share]]
    ceilings: Mapping[str, Mapping[str, Share]]
    mutants: Mapping[str, Share]
    mutants_read: Mapping[str, Share] = Field(default_factory=dict)
    robustness: Mapping[str, Share]
    baseline: BaselineLimits
    must_pass: tuple[str, ...]


def read_limits(path: Path) -> Limits:
    """The limits in a TOML file; raises ConfigError that names file and field."""
    try:
        return Limits.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"can't read {path}", why=str(error), remedy="put the file back") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: {field}: {first['msg']}", remedy="correct this field") from error
