"""XML text in, the elements that hold one paper each out, with their lines; shared by the XML readers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class PaperElement:
    """A complete element and the line of its opening tag; names are without namespace prefix."""

    line: int
    element: Element


@dataclass(frozen=True, slots=True)
class Break:
    """Where and why reading had to stop."""

    line: int
    message: str


def paper_elements(text: str, names: Collection[str]) -> Iterator[PaperElement | Break]:
    """Every outermost element of one of these names; ends with a Break when the XML is not sound.

    What is complete before the break comes out. Nothing is read after a declaration of entities: paper
    data has no use for them, and attacks by entity expansion need them.
    """
    # PubMed names an external DTD, which is allowed to stand there; expat never loads it.
    parser = DefusedExpatParser(forbid_external=False)
    collector = _Collector(names, parser)
    parser.setContentHandler(collector)
    document = text.lstrip()  # nothing may stand before an XML declaration
    skipped = text.count("\n", 0, len(text) - len(document))
    stop = ""
    try:
        for start in range(0, len(document), _PIECE):
            parser.feed(document[start : start + _PIECE])
            yield from collector.take(skipped)
        parser.close()
    except SAXParseException as error:
        stop = f"XML breaks off or is malformed here ({error.getMessage()}); download or export it again"
    except DefusedXmlException:
        stop = "XML declares entities, which may be an attack; remove them from its DOCTYPE"
    yield from collector.take(skipped)
    if stop:
        yield Break(parser.getLineNumber() + skipped, stop)


class _Collector(ContentHandler):
    """Builds the wanted elements and drops everything around them."""

    def __init__(self, names: Collection[str], locator: Locator) -> None:
        super().__init__()
        self._names = names
        self._locator = locator
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._line = 1
        self._complete: list[tuple[int, Element]] = []

    def take(self, skipped: int) -> list[PaperElement]:
        """The elements completed since the last call, their lines moved by `skipped`."""
        taken, self._complete = self._complete, []
        return [PaperElement(line + skipped, element) for line, element in taken]

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        local = name.rpartition(":")[2]
        if self._builder is None and local in self._names:
            self._builder = TreeBuilder()
            self._line = self._locator.getLineNumber() or 1
        if self._builder is not None:
            self._depth += 1
            self._builder.start(local, dict(attrs.items()))

    def characters(self, content: str) -> None:
        if self._builder is not None:
            self._builder.data(content)

    def endElement(self, name: str) -> None:
        if self._builder is None:
            return
        self._depth -= 1
        self._builder.end(name.rpartition(":")[2])
        if self._depth == 0:
            self._complete.append((self._line, self._builder.close()))
            self._builder = None
