"""The manual of every setting: a table for each section, its fields with defaults and a sentence each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

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
    chroma: str = ""
    """Address of a Chroma server that holds the vectors, as http://localhost:8000; empty: a folder."""
    chroma_token: SecretStr = SecretStr("")
    """Its token, if it asks for one; best given as ASSISTANT_STORE__CHROMA_TOKEN, never in a file."""
    chroma_tenant: str = "default_tenant"
    """The tenant on it whose database is used."""
    chroma_database: str = "default_database"
    """The database on it; several collections of papers may share one."""


class SessionSettings(Section):
    """Keeping conversations."""

    keep: bool = True
    """Keep what is asked with `ask` and `chat`, and the answers, in the data folder."""


class AppSettings(Section):
    """The terminal app."""

    theme: Literal["dark", "light", "high contrast"] = "dark"
    """Its colours; `^p` changes them for the moment, and offers others."""
    keys: dict[str, str] = {}
    """Other keys, for example {"chat.copy" = "ctrl+y"}; F1 tells their names, a comma separates several."""


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
    """openai: the key; best given as ASSISTANT_EMBEDDER__API_KEY or in the keyring, never in a file."""
    concurrency: Positive = 4
    """openai: requests under way at a time; the texts of further ones wait."""
    retries: Natural = 5
    """openai: further tries after a busy server's refusal, with growing pauses or those it names."""
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
    compared_papers: Positive = 6
    """Most papers of a comparison that names none; from the fifth on only clearly relevant ones."""
    sentences: Positive = 5
    """Most sentences of an answer to a question of fact."""
    sentences_per_paper: Positive = 3
    """Most sentences of each paper in a comparison; of three papers or more, one fewer."""
    context_weight: Weight = 1.0
    """Weight of the passage around a sentence in the sentence's own score."""
    own_work_weight: Weight = 1.5
    """What telling of the paper's own work adds to a sentence's score in lists and comparisons."""
    figure_weight: Weight = 5.0
    """What a figure adds (in logits) to a sentence when one is asked for, and again one of the asked kind."""
    scene_weight: Weight = 3.0
    """What a sentence about earlier work or an open problem loses (in logits) as the first of an answer."""
    margin: Weight = 4.0
    """How far below the best sentence (in logits) a supporting one may score."""
    floor: float = -2.0
    """Least score of a sentence that is worth quoting beside the best."""
    stated: float = -10.0
    """Least logit at which a sentence of a compared paper says something of what is asked."""


class ComparisonSettings(Section):
    """When a sentence states an aspect of a comparison; measured by `python -m eval.bench.comparing`."""

    worded: float = -5.0
    """Least logit of a sentence with all words of the aspect, or with others for the same thing."""
    partly_worded: float = -3.0
    """The same for a sentence with some of its words."""
    unworded: float = -1.5
    """The same for a sentence with none of its words."""
    read_sentences: Positive = 4
    """Most sentences of each paper that the reranker reads for one aspect; each one costs time."""


class CalibrationSettings(Section):
    """When to say that the abstracts don't tell; written by `python -m eval.calibrate`, not by hand."""

    intercept: float = -1.439
    """Intercept of the logistic model."""
    passage: float = 0.084
    """Weight of the best passage's logit."""
    margin: float = 0.26
    """Weight of the best passage's lead over the median one."""
    detail: float = 1.278
    """Weight of the share of the question's words, its title's left out, that the abstract holds."""
    lacking: float = -3.251
    """Weight of the asked kind of thing (a number of X, names of Y) not being there, 0 to 1."""
    strangers: float = -4.563
    """Weight of each name in the question that the abstract doesn't have."""
    named: float = -2.032
    """Weight of the question naming its paper."""
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.45
    """Probability of an answer being there below which none is given."""
    relevant_logit: float = -1.25
    """Least logit at which a paper belongs to a comparison by topic or counts as matching a question."""
    probe_middle: float = -0.5
    """Middle of the probes of the collection that this was fitted on; another one moves the threshold."""


class ListingSettings(Section):
    """Which papers belong to a list or an overview."""

    crowd: int = Field(default=25, ge=2)
    """Papers read from which on each is judged by how far it stands out among them."""
    outstanding: float = 2.1
    """Least sum of standard scores at which it does, the logit's weighing 1; beside the next."""
    best: float = Field(default=0.15, ge=0, lt=1)
    """Share of the best paper's sum that is added to that least one."""
    vector: float = 1.25
    """Weight of how near it is to the topic and to the best papers, by cosine."""
    coverage: float = 0.64
    """Weight of that of the share of the topic's words that it has, rare ones weighing most."""
    neighbours: float = 0.5
    """Weight of that of the mean logit of the three papers nearest to it."""
    sure: float = 1.0
    """Logit from which on a paper belongs, whether it stands out or not."""
    least: float = -0.74
    """Of fewer papers, least value of BM25 / best + logit x logit - cosine x distance to the nearest."""
    cosine: float = 4.42
    """Weight of how far its vector lies behind the nearest one."""
    logit: float = 0.076
    """Weight of the reranker's logit."""
    nearest: float = 0.34
    """Cosine of the nearest paper below which, unless its logit is relevant, the list is empty."""


class UnderstandingSettings(Section):
    """Understanding questions."""

    model: bool = False
    """Let the language model, if there is one, make follow-up questions stand alone; else rules do."""


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


class WritingSettings(Section):
    """Writing answers with a language model."""

    papers: Positive = 6
    """Papers whose abstracts the model reads for a question of fact, as far as they fit its context."""
    drafts: Positive = 1
    """Drafts of each answer, of which the best supported one is taken; needs a temperature above 0."""
    repair: bool = True
    """Ask the model once to correct the sentences that fail the check."""
    judge: bool = False
    """Let the model also judge, against the cited abstracts, what words alone can't decide."""
    unsupported: Literal["mark", "drop"] = "mark"
    """Sentences that still fail are shown with a mark, or dropped; contradicted ones are always dropped."""
