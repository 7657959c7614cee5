"""`python -m eval.fuzzing FORMAT`: mutated files in, nothing or the input that broke a reader out (atheris).

Atheris keeps what reaches new code of the product and mutates that. It is no dependency of the project:
`make fuzz` installs it beside the others.
"""

from __future__ import annotations

import argparse
import io
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Document, Problem, Record
from assistant.errors import ConfigError
from assistant.settings import load
from assistant.wiring import inputs, readers

SEEDS = {
    "arxiv-xml": b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A &amp; B</title><summary>We do c.'
    b"</summary><published>2024-05-01</published><author><name>D E</name></author></entry></feed>",
    "bibtex": b'@string{v = "Venue"}\n@article{k,\n title = {A {B}},\n abstract = "We do c.",\n'
    b" year = 2024,\n journal = v # { B},\n author = {D E and F, G}\n}\n",
    "daily-papers": b"Daily Papers\n\nSubscribe\n\nbyAK and the research community\n\nMay 8\n\nA Title\n\n"
    b"We do c. It works.\n\n\xc2\xb7\n4 authors\n",
    "json": b'[{"title": "A", "abstract": "We do c.", "authors": [{"name": "D E"}], "externalIds": {"DOI": '
    b'"10.1/x"}, "year": 2024}]',
    "pubmed-xml": b"<PubmedArticleSet><PubmedArticle><PMID>1</PMID><ArticleTitle>A</ArticleTitle><Abstract>"
    b'<AbstractText Label="AIM">We do c.</AbstractText></Abstract></PubmedArticle></PubmedArticleSet>',
    "ris": b"TY  - JOUR\nTI  - A\nAB  - We do c.\nAU  - D, E\nPY  - 2024/05\nDO  - 10.1/x\nER  - \n",
    "table": b'Title,Abstract,Year,Authors\n"A, B",We do c.,2024,D E; F G\n',
}
"""One small document of each format."""

KEPT = Path(".eval/fuzz")
"""Where inputs that reached new code are kept for the next run, and those that broke a reader."""
_MEGABYTES = 1
_SECONDS = 10


class Fault(AssertionError):
    """A reader gave something that it must not give."""


class Target:
    """One reader behind `ingest -`."""

    def __init__(self, wanted: str) -> None:
        settings = load()
        limit = settings.ingest.model_copy(update={"max_megabytes": _MEGABYTES})
        self._settings = settings.model_copy(update={"ingest": limit})
        [self._reader] = [reader for reader in readers(settings) if reader.format == wanted]

    def __call__(self, data: bytes) -> None:
        """Read bytes; raises Fault, or whatever the reader raises."""
        sys.stdin = io.TextIOWrapper(io.BytesIO(data))
        for document in inputs(["-"], self._settings):
            if isinstance(document, Document):
                self._reader.recognises(document)
                for item in self._reader.read(document):
                    check(item, document.text.count("\n") + 1)


def check(item: Record | Problem, lines: int) -> None:
    """Raise Fault unless an item lies within the document and holds nothing that a terminal would obey."""
    if not 1 <= item.place.line <= lines:
        raise Fault(f"line {item.place.line} of {lines}")
    if isinstance(item, Record):
        texts = (item.title, item.abstract, *item.authors, item.organisation, item.venue, item.url)
        for text in (*texts, *item.identifiers):
            if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
                raise Fault(f"a control character in {text!r}")
        if not item.title:
            raise Fault("a record without title")


def main(arguments: Sequence[str]) -> int:
    """Fuzz one reader; atheris ends the process itself, with the input that broke it if there is one."""
    parser = argparse.ArgumentParser(prog="python -m eval.fuzzing", description=__doc__)
    parser.add_argument("format", choices=SEEDS)
    parser.add_argument("--runs", type=int, default=150_000, help="inputs (default 150,000)")
    options = parser.parse_args(arguments)
    try:
        import atheris
    except ImportError as error:
        raise ConfigError(
            "atheris is not installed", why=str(error), remedy="run `make fuzz`, which installs it"
        ) from error
    with atheris.instrument_imports(include=["assistant", "bibtexparser", "rispy"]):
        target = Target(options.format)
    corpus = KEPT / options.format
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "seed").write_bytes(SEEDS[options.format])
    limits = [f"-runs={options.runs}", f"-timeout={_SECONDS}", "-max_len=4096", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={KEPT}/", str(corpus)], target)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
