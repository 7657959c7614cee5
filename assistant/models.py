"""Settings in, the models that they name out, loaded; each adapter is imported when it is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.paths import prompt_files
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.core.extractive import ExtractiveWriter
    from assistant.core.grounding.entailment import Entailment
    from assistant.core.ports import Embedder, LanguageModel, Reranker, SupportModel
    from assistant.core.writing.model_writer import ModelWriter, WritingOptions


def embedder(settings: Settings) -> Embedder:
    """The embedding model of the settings, loaded."""
    chosen = settings.embedder
    if chosen.kind == "openai":
        from assistant.adapters.model_keys import key_for
        from assistant.adapters.openai_embedder import EmbeddingServer, OpenAIEmbedder

        key = chosen.api_key.get_secret_value().strip() or key_for(chosen.base_url)
        return OpenAIEmbedder(
            EmbeddingServer(
                chosen.base_url, chosen.model, chosen.dimension, key, chosen.concurrency, chosen.retries
            )
        )
    if chosen.kind == "llama_index":
        from assistant.adapters.llama_models import LlamaEmbedder

        return LlamaEmbedder(chosen.model, chosen.arguments, chosen.dimension)
    from assistant.adapters import onnx_models as onnx

    model = Path(chosen.model) if chosen.model else onnx.packaged(onnx.MINILM)
    tokenizer = Path(chosen.tokenizer) if chosen.tokenizer else onnx.packaged(onnx.TOKENIZER)
    return onnx.OnnxEmbedder(model, tokenizer, model.name if chosen.model else "all-MiniLM-L6-v2-int8")


def reranker(settings: Settings) -> Reranker:
    """The reranking model of the settings, loaded."""
    from assistant.adapters import onnx_models as onnx

    chosen = settings.reranker
    model = Path(chosen.model) if chosen.model else onnx.packaged(onnx.CROSS_ENCODER)
    tokenizer = Path(chosen.tokenizer) if chosen.tokenizer else onnx.packaged(onnx.TOKENIZER)
    return onnx.OnnxReranker(model, tokenizer, model.name if chosen.model else "ms-marco-MiniLM-L-12-v2-int8")


def support_model() -> SupportModel:
    """The model that the program carries, which tells whether sentences support a claim, loaded."""
    from assistant.adapters import onnx_models as onnx

    return onnx.OnnxSupportModel(onnx.SUPPORT, onnx.packaged(onnx.TOKENIZER))


def entailment() -> Entailment:
    """What tells whether a cited text says what a sentence says; its model is loaded when first asked."""
    from assistant.core.grounding.entailment import Entailment

    return Entailment(support_model)


def language_model(settings: Settings) -> LanguageModel | None:
    """The language model of the settings, None when answers are quoted; nothing is sent yet."""
    chosen = settings.model
    if chosen.kind == "llama_index":
        from assistant.adapters.llama_llm import LlamaLanguageModel
        from assistant.core.replying import ReplyLimits

        limits = ReplyLimits(chosen.max_characters, chosen.unmarked_reasoning)
        return LlamaLanguageModel(chosen.model, chosen.arguments, chosen.context, limits)
    if chosen.kind == "openai":
        from pydantic import SecretStr

        from assistant.adapters.model_keys import key_for
        from assistant.adapters.openai_model import OpenAIModel, Server

        stated = chosen.api_key.get_secret_value().strip()
        return OpenAIModel(
            Server(
                base_url=chosen.base_url,
                model=chosen.model,
                api_key=SecretStr(stated or key_for(chosen.base_url)),
                temperature=chosen.temperature,
                max_tokens=chosen.max_tokens,
                context=chosen.context,
                timeout=chosen.timeout,
                retries=chosen.retries,
                max_characters=chosen.max_characters,
                price_prompt=chosen.price_per_million_prompt,
                price_completion=chosen.price_per_million_completion,
                unmarked_reasoning=chosen.unmarked_reasoning,
                fields=chosen.arguments,
            )
        )
    return None


def model_writer(model: LanguageModel, quoting: ExtractiveWriter, chosen: WritingOptions) -> ModelWriter:
    """What writes with a language model, and has each of its sentences judged."""
    from assistant.adapters.sentences_nupunkt import NupunktSentences
    from assistant.core.grounding.judging import judge
    from assistant.core.prompting import load_prompts
    from assistant.core.writing.model_writer import ModelWriter

    prompts = load_prompts(prompt_files())
    return ModelWriter(model, prompts, quoting, NupunktSentences(), judge, chosen, entailment())
