"""Command-line arguments in, decoded documents out: files, folders, globs, stdin, gzip and xz."""

from __future__ import annotations

import codecs
import glob
import gzip
import hashlib
import io
import lzma
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from assistant.domain import Document, Place, Problem
from assistant.errors import InputError

STDIN = "<stdin>"
"""Name of what is read from '-'; a hash of the content follows in the names of documents."""


def open_inputs(
    paths: Sequence[str], *, max_bytes: int, stdin: BinaryIO | None = None
) -> Iterator[Document | Problem]:
    """The documents of all arguments in order; an input that can't be used becomes a Problem.

    An argument is a file, a folder (all regular files below it, sorted, hidden ones skipped), a glob
    ('**' for any depth), or '-' for `stdin` (default: the process's own). At most `max_bytes` bytes are
    read from each input, counted after unpacking. Line ends come out as '\\n'.

    A document goes by its absolute path, so that files of one name in two folders stay two and one file
    is the same from wherever it is named: what it said before is replaced by what it says now. What came
    through a pipe has no place to come back to; it goes by its content.

    Raises InputError, before anything is yielded, when an argument matches nothing.
    """
    sources = [source for path in paths for source in _expand(path, stdin)]
    return (_read(source, max_bytes) if isinstance(source, _Source) else source for source in sources)


# ------------------------------------------------------------------ which files


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    open: Callable[[], AbstractContextManager[BinaryIO]]
    passing: bool = False
    """True for a pipe: reading it again gives something else."""


def _expand(argument: str, stdin: BinaryIO | None) -> list[_Source | Problem]:
    if argument == "-":
        return [_Source(STDIN, lambda: nullcontext(stdin or sys.stdin.buffer), passing=True)]
    if argument and os.path.lexists(argument):  # before the glob: a name may hold '[' or '*'
        return _path(Path(argument))
    matches = [Path(match) for match in sorted(glob.glob(argument, recursive=True))]
    wanted = [match for match in matches if not match.is_dir()] or matches
    if not wanted:
        raise InputError(
            f"no such file or folder: '{argument}'",
            why="nothing of this name exists, and as a pattern it matches nothing",
            remedy="check the spelling and the current folder, or pass '-' to read standard input",
        )
    return [source for match in wanted for source in _path(match)]


def _path(path: Path) -> list[_Source | Problem]:
    return _folder(path) if path.is_dir() else [_file(path)]


def _file(path: Path) -> _Source:
    return _Source(_name(path), lambda: path.open("rb"), passing=path.exists() and not path.is_file())


def _name(path: Path) -> str:
    """The absolute path; bytes that are no UTF-8 and characters that a terminal would obey are escaped."""
    absolute = os.path.abspath(path)
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in absolute)


def _folder(root: Path) -> list[_Source | Problem]:
    """Every file below; sockets, pipes and devices are passed over, for reading them may never end."""
    found: list[_Source | Problem] = []

    def note(error: OSError) -> None:
        found.append(_unreadable(_name(Path(str(error.filename))), error))

    for folder, subfolders, files in os.walk(root, onerror=note):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        paths = [Path(folder, name) for name in sorted(files) if not name.startswith(".")]
        found += [_file(path) for path in paths if path.is_file() or not path.exists()]
    if not found:
        raise InputError(
            f"no files in folder: '{root}'",
            why="it holds no file that is not hidden",
            remedy="name a folder with paper files in it",
        )
    return found


# ------------------------------------------------------------------ bytes

_GZIP = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\0"


def _read(source: _Source, max_bytes: int) -> Document | Problem:
    try:
        with source.open() as stream:
            data = _take(stream.read, max_bytes)
    except OSError as error:
        return _unreadable(source.name, error)
    content = _unpack(source.name, data, max_bytes)
    if isinstance(content, Problem):
        return content
    if len(content) > max_bytes:
        how = "is" if content is data else "unpacks to"
        return _reject(source.name, f"{how} more than {max_bytes:,} bytes; split it, or raise the size limit")
    document = _decode(source.name, content)
    if isinstance(document, Document) and source.passing:
        return replace(document, name=f"{document.name} {hashlib.sha256(content).hexdigest()[:8]}")
    return document


def _take(read: Callable[[int], bytes], limit: int) -> bytes:
    """Up to `limit` + 1 bytes, in pieces: a single large `read` reserves the whole limit at once."""
    taken = bytearray()
    while len(taken) <= limit and (piece := read(min(1 << 20, limit + 1 - len(taken)))):
        taken += piece
    return bytes(taken)


def _unpack(name: str, data: bytes, max_bytes: int) -> bytes | Problem:
    """The content of gzip or xz, told by its first bytes and not by the name; else `data` itself."""
    packed = io.BytesIO(data)
    try:
        if data.startswith(_GZIP):
            return _take(gzip.GzipFile(fileobj=packed).read, max_bytes)
        if data.startswith(_XZ):
            return _take(lzma.LZMAFile(packed).read, max_bytes)
    except EOFError:
        return _reject(name, "is a compressed file that ends too early; copy or download it again")
    except (OSError, zlib.error, lzma.LZMAError) as error:
        return _reject(name, f"is a damaged compressed file ({error}); copy or download it again")
    return data


# ------------------------------------------------------------------ text

_TEXT_EXPORT = "ingest a text export instead (BibTeX, RIS, JSON lines, CSV or XML)"
_UNPACK = "unpack it and ingest what is inside"
_BINARY = (
    (b"%PDF-", "a PDF file", "export the papers as BibTeX, RIS or JSON lines and ingest that"),
    (b"\x89PNG", "a PNG image", _TEXT_EXPORT),
    (b"\xff\xd8\xff", "a JPEG image", _TEXT_EXPORT),
    (b"GIF8", "a GIF image", _TEXT_EXPORT),
    (b"SQLite format 3\0", "an SQLite database", _TEXT_EXPORT),
    (b"\xd0\xcf\x11\xe0", "an Office document", _TEXT_EXPORT),
    (b"PAR1", "a Parquet file", _TEXT_EXPORT),
    (b"PK\x03\x04", "a zip archive or Office document", _UNPACK),
    (_GZIP, "compressed twice", _UNPACK),
    (_XZ, "compressed twice", _UNPACK),
    (b"BZh", "a bzip2 file", _UNPACK),
    (b"(\xb5/\xfd", "a Zstandard file", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
)
# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WEB_PAGE = re.compile(r"\s*+(?>(?:<!--.*?-->|<\?xml[^>]*>)\s*+)*+<(?:!doctype\s+html|html)\b", re.I | re.S)
_SAMPLE = 100_000
MAX_CONTROLS = 0.1
"""Share of control characters above which a file is no text; a few stray NULs are cleaned away later."""
MAX_FOREIGN = 0.3
"""Share of non-ASCII bytes above which lines that are not UTF-8 can't be Western European either."""


def _decode(name: str, data: bytes) -> Document | Problem:
    """UTF-8 or UTF-16/32 with a mark; lines that are not UTF-8 are read as Windows-1252."""
    for magic, what, remedy in _BINARY:
        if data.startswith(magic):
            return _reject(name, f"is {what}, not text; {remedy}")
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        return _document(name, data.decode(encoding))
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            return _reject(name, f"is damaged {encoding.upper()} text ({error.reason}); save it as UTF-8")
    if b"\0" in data[:_SAMPLE]:
        return _reject(name, f"is binary, not text; {_TEXT_EXPORT}")
    return _decode_western(name, data.removeprefix(codecs.BOM_UTF8))


def _decode_western(name: str, data: bytes) -> Document | Problem:
    """Line by line, for files glued together from several sources mix encodings."""
    lines: list[str] = []
    foreign: list[tuple[int, bytes]] = []
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            foreign.append((number, line[:_SAMPLE]))
    high = sum(byte > 127 for _, line in foreign for byte in line)
    if high > MAX_FOREIGN * sum(len(line) for _, line in foreign):
        message = "is neither UTF-8 nor a Western European encoding; save the file as UTF-8"
        return _reject(name, message, foreign[0][0])
    return _document(name, "".join(lines))


def _document(name: str, text: str) -> Document | Problem:
    if not text or text.isspace():
        return _reject(name, "is empty; check that it was saved or downloaded completely")
    if _WEB_PAGE.match(text[:_SAMPLE]):
        return _reject(name, f"is an HTML page; save the page as plain text, or {_TEXT_EXPORT}")
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > MAX_CONTROLS * len(sample):
        return _reject(name, f"is binary, or text of unmarked encoding; save it as UTF-8, or {_TEXT_EXPORT}")
    return Document(name, text.replace("\r\n", "\n").replace("\r", "\n"))


# ------------------------------------------------------------------ problems


def _reject(name: str, message: str, line: int = 1) -> Problem:
    return Problem(Place(name, line), "rejected", message)


def _unreadable(name: str, error: OSError) -> Problem:
    denied = isinstance(error, PermissionError)
    remedy = "check its permissions" if denied else "check that it is a file that can be read"
    return _reject(name, f"can't be read ({error.strerror or error}); {remedy}")
