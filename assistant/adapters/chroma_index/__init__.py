"""Unit vectors in, a verified Chroma index on disk out; a vector in, the rows nearest to it out.

The only home of chromadb. `python -m assistant.adapters.chroma_index FOLDER` verifies an index.
"""

from __future__ import annotations

from assistant.adapters.chroma_index.index import ChromaIndex
from assistant.adapters.chroma_index.server import ChromaAddress, ChromaServerIndex

__all__ = ["ChromaAddress", "ChromaIndex", "ChromaServerIndex"]
