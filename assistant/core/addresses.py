"""A paper in, the web address where it can be read out."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from assistant.domain import Paper

_PAGES = {
    "doi": "https://doi.org/",
    "arxiv": "https://arxiv.org/abs/",
    "acl": "https://aclanthology.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "openreview": "https://openreview.net/forum?id=",
}
"""By the scheme of an identifier, in the order in which they are preferred."""


def address_of(paper: Paper) -> str:
    """Its own address, else the page of its first identifier that has one; empty when there is neither."""
    if urlsplit(paper.url).scheme in ("http", "https"):
        return paper.url
    known = dict(identifier.split(":", 1) for identifier in paper.identifiers if ":" in identifier)
    return next((page + quote(known[name], safe="/:") for name, page in _PAGES.items() if name in known), "")
