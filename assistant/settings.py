"""Config files and environment in, frozen Settings out, with where each value came from.

Order, the first that states a value wins: environment (ASSISTANT_SECTION__NAME), the file or profile
given with --config, the user's config.toml, config/default.toml. Settings build nothing.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from assistant.errors import ConfigError
from assistant.paths import bundled, user_config_file

PREFIX = "ASSISTANT_"
_SECRET = re.compile(r"key|token|secret|password", re.I)
_MASK = "**********"
_NO_PROFILE = {"eval"}
"""Files of config/ that hold no settings: the floors of the eval."""


Positive = Annotated[int, Field(ge=1)]
Natural = Annotated[int, Field(ge=0)]
Weight = Annotated[float, Field(ge=0)]


class Section(BaseModel):
    """A frozen table of settings; an unknown name in it is an error. Its fields' strings are the manual."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, hide_input_in_errors=True
    )


class StoreSettings(Section):
    """Where things are kept."""

    data_dir: str = ""
    """Folder of the catalogue and the index; empty means the user's data folder of this system."""


class IngestSettings(Section):
    """Reading papers in."""

    max_megabytes: Positive = 1024
    """Largest input after decompression; a larger one is rejected, so that no archive fills the memory."""
    page_year: Natural = 0
    """Year of entries without one on saved pages; 0 means worked out from the page itself."""


class PassageSettings(Section):
    """Cutting abstracts into passages; a change needs a new index, made from what is stored."""

    window: Positive = 3
    """Sentences in one passage; the whole abstract is always a passage too."""
    stride: Positive = 1
    """Sentences from the start of one passage to the start of the next."""


class EmbedderSettings(Section):
    """The model that turns texts into vectors; a change needs new vectors."""

    kind: Literal["onnx", "openai", "llama_index"] = "onnx"
    """onnx: the embedded model; openai: any OpenAI-compatible server; llama_index: a class by its path."""
    model: str = ""
    """onnx: a model file in place of the embedded one; openai: its name; llama_index: 'module.Class'."""
    tokenizer: str = ""
    """onnx: the tokenizer.json that belongs to `model`; empty means the embedded one."""
    base_url: str = "https://api.openai.com/v1"
    """openai: the server's address, for example http://localhost:11434/v1."""
    api_key: SecretStr = SecretStr("")
    """openai: the key; best given as ASSISTANT_EMBEDDER__API_KEY or OPENAI_API_KEY, never in a file."""
    dimension: Positive = 384
    """Length of a vector; must be what the model gives."""
    arguments: dict[str, str | int | float | bool] = {}
    """llama_index: keyword arguments of the class."""


class RerankerSettings(Section):
    """The model that reads question and passage together and decides the order."""

    model: str = ""
    """A cross-encoder ONNX file in place of the embedded one."""
    tokenizer: str = ""
    """The tokenizer.json that belongs to `model`; empty means the embedded one."""


class RetrievalSettings(Section):
    """Finding evidence."""

    dense_passages: Positive = 200
    """Passages taken from the vector search before papers are ranked."""
    lexical_papers: Positive = 100
    """Papers taken from the word search (BM25)."""
    title_weight: Natural = 2
    """How often a title's words count in the word search; a change needs a new index."""
    fusion_constant: Positive = 60
    """k of reciprocal rank fusion: the larger, the less the first ranks stand out."""
    reranked_papers: Positive = 15
    """Papers that the reranker reads for a question of fact; each one costs time."""
    listed_papers: Positive = 40
    """Papers that the reranker reads for a question that asks for a list or an overview."""
    windows_per_paper: Positive = 2
    """Passages of each of these papers that the reranker reads."""
    dense_weight: Weight = 0.5
    """Weight of the vector search's score in the final order, against 1 for the reranker's."""
    lexical_weight: Weight = 0.25
    """Weight of the word search's score in the final order, against 1 for the reranker's."""
    passages_per_paper: Positive = 3
    """Most passages of one paper in the evidence that is shown."""


class AnswerSettings(Section):
    """Writing answers."""

    papers: Positive = 3
    """Papers whose sentences are weighed for an answer to a question of fact."""
    compared_papers: Positive = 4
    """Most papers of a comparison that names none."""
    sentences: Positive = 5
    """Most sentences of an answer to a question of fact."""
    sentences_per_paper: Positive = 2
    """Most sentences of each paper in a comparison."""
    context_weight: Weight = 1.0
    """Weight of the passage around a sentence in the sentence's own score."""
    own_work_weight: Weight = 1.5
    """What telling of the paper's own work adds to a sentence's score in lists and comparisons."""
    margin: Weight = 4.0
    """How far below the best sentence (in logits) a supporting one may score."""
    floor: float = -2.0
    """Least score of a sentence that is worth quoting beside the best."""
    stated: float = -10.0
    """Least logit at which a sentence of a compared paper says something of what is asked."""


class CalibrationSettings(Section):
    """When to say that the abstracts don't tell; written by `python -m eval.calibrate`, not by hand."""

    intercept: float = -2.682
    """Intercept of the logistic model."""
    passage: float = 0.09883
    """Weight of the best passage's logit."""
    sentence: float = 0.07088
    """Weight of the best sentence's logit."""
    margin: float = 0.2138
    """Weight of the best passage's lead over the median one."""
    coverage: float = 2.83
    """Weight of the share of the question's words that the first paper's abstract holds."""
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.47
    """Probability of an answer being there below which none is given."""
    relevant_logit: float = -1.25
    """Least logit at which a paper belongs to a list, an overview or a comparison by topic."""


class ModelSettings(Section):
    """The writer of answers; without a server it quotes the abstracts' own sentences, always the same."""

    kind: Literal["extractive", "openai", "llama_index"] = "extractive"
    """extractive: quotes; openai: any OpenAI-compatible server; llama_index: an LLM class by its path."""
    model: str = ""
    """openai: the model's name, as `--model` takes it; llama_index: 'module.Class'."""
    base_url: str = "https://api.openai.com/v1"
    """openai: the server's address, for example http://localhost:8080/v1."""
    api_key: SecretStr = SecretStr("")
    """openai: the key; best given as ASSISTANT_MODEL__API_KEY or in the system's keyring, never in a file."""
    temperature: Weight = 0.0
    """openai: 0 makes the likeliest reply; a model that has no temperature is asked without."""
    max_tokens: Positive = 2048
    """openai: most tokens of a reply, reasoning included."""
    max_characters: Positive = 200000
    """Most characters of a reply, reasoning included; then the connection is closed."""
    context: Positive = 8192
    """Tokens that prompt and reply may have together; must be what the server has."""
    timeout: Annotated[float, Field(gt=0)] = 120.0
    """openai: seconds without a byte before giving up; a slow machine reads a long prompt for minutes."""
    retries: Natural = 2
    """openai: further tries after a failure that may pass, with growing pauses."""
    unmarked_reasoning: bool = False
    """Replies begin with reasoning that only a closing </think> ends; nothing is shown before it."""
    price_per_million_prompt: Weight = 0.0
    """openai: US dollars for a million prompt tokens, when the server states no cost; 0 means unknown."""
    price_per_million_completion: Weight = 0.0
    """openai: US dollars for a million tokens of the reply; 0 means unknown."""
    arguments: dict[str, str | int | float | bool] = {}
    """openai: further fields of each request, for example seed; llama_index: arguments of the class."""
    on_failure: Literal["extractive", "error"] = "extractive"
    """When the server fails: quote instead, with a note, or stop with an error."""


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
    ingest: IngestSettings = IngestSettings()
    passages: PassageSettings = PassageSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    reranker: RerankerSettings = RerankerSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    calibration: CalibrationSettings = CalibrationSettings()
    model: ModelSettings = ModelSettings()


def load(config: str | None = None) -> Settings:
    """Settings from all sources; raises ConfigError naming file or variable and what to write."""
    _check_environment(os.environ)
    files = config_files(config)
    for file in files:
        _toml(file)

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
        raise _explained(error, _layers(files)) from error
    except SettingsError as error:
        raise ConfigError(
            "an environment variable can't be read",
            why=f"{error}: {error.__cause__}",
            remedy="write its value as JSON, or state the setting in a file",
        ) from error


def config_files(config: str | None) -> list[Path]:
    """Settings files that apply, the strongest first; raises ConfigError for an unknown profile."""
    files = [user_config_file()] if user_config_file().is_file() else []
    if config is not None:
        profile = bundled("config") / f"{config}.toml"
        chosen = Path(config) if Path(config).is_file() else profile
        if not chosen.is_file() or config in _NO_PROFILE:
            known = ", ".join(sorted(profiles()))
            raise ConfigError(
                f"no settings file or profile '{config}'",
                why=f"neither a file {config} nor a profile {profile} exists",
                remedy=f"give a TOML file, or one of the profiles: {known}",
            )
        files.insert(0, chosen)
    return [*files, bundled("config") / "default.toml"]


def profiles() -> set[str]:
    """Names of the profiles that come with the product."""
    return {path.stem for path in bundled("config").glob("*.toml")} - _NO_PROFILE


def origins(settings: Settings, config: str | None = None) -> Iterator[tuple[str, object, str]]:
    """(name, value, where it came from) of every setting, in the order of the manual; secrets are masked."""
    layers = _layers(config_files(config))
    for section, values in settings.model_dump(mode="json").items():
        for name, value in values.items():
            yield f"{section}.{name}", _masked(value), _origin((section, name), layers)


def _masked(value: object) -> object:
    """Arguments of a class may hold a key under any name; settings that are secrets mask themselves."""
    if not isinstance(value, dict):
        return value
    return {name: _MASK if _SECRET.search(name) else item for name, item in value.items()}


def _layers(files: Sequence[Path]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(str(file), _toml(file)) for file in files]


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


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"settings file {file} can't be read",
            why=str(error),
            remedy="correct the file, or name another with --config",
        ) from error


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
