"""The product as parts of LlamaIndex programs: retriever, postprocessor, query engine and chat engine.

This is public API; `assistant.wiring.Workshop` makes the parts over a data folder.
"""

from assistant.adapters.llama_engine.chat_engine import PaperChatEngine
from assistant.adapters.llama_engine.collection_retriever import CollectionRetriever
from assistant.adapters.llama_engine.query_engine import PaperQueryEngine
from assistant.adapters.llama_engine.retrieval import CrossEncoderRerank, PaperRetriever

__all__ = [
    "CollectionRetriever",
    "CrossEncoderRerank",
    "PaperChatEngine",
    "PaperQueryEngine",
    "PaperRetriever",
]
