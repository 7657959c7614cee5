"""Messages in, the pieces of a reply out, by any server that speaks OpenAI's protocol."""

from assistant.adapters.openai_model.model import OpenAIModel
from assistant.adapters.openai_model.server import Server

__all__ = ["OpenAIModel", "Server"]
