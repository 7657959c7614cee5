from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import os
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.files import STDIN, open_inputs
from assistant.domain import Document, Place, Problem
from assistant.errors import InputError

Pack = Callable[[bytes], bytes]
LIMIT = 1_000_000


def read(*paths: Path | str, stdin: bytes = b"", limit: int = LIMIT) -> list[Document | Problem]:
    return list(open_inputs([str(path) for path in paths], max_bytes=limit, stdin=io.BytesIO(stdin)))


def read_bytes(content: bytes) -> Document | Problem:
    [only] = read("-", stdin=content)
    return only


def text_of(content: bytes) -> str:
    document = read_bytes(content)
    assert isinstance(document, Document), document
    return document.text


def message_of(content: bytes) -> str:
    problem = read_bytes(content)
    assert isinstance(problem, Problem), problem
    assert (problem.place, problem.kind) == (Place(STDIN, 1), "rejected")
    return problem.message


# ------------------------------------------------------------------ which files


def test_a_file_goes_by_its_absolute_path_from_wherever_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.bib").write_text("x")
    found = read(tmp_path / "in" / "a.bib") + read(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    found += read("in/a.bib") + read("./in//a.bib") + read("in") + read("i*/*.bib")
    monkeypatch.chdir(tmp_path / "in")
    found += read("a.bib") + read(".") + read("../in")
    assert found == [Document(f"{tmp_path}/in/a.bib", "x")] * 9


def test_files_of_one_name_in_two_folders_stay_two(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "refs.bib").write_text(folder)
    one, other = read(tmp_path / "a" / "refs.bib", tmp_path / "b" / "refs.bib")
    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert one.name != other.name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"odd\xff.txt", r"odd\udcff.txt"),
        (b"a\x1b[31m\n.txt", r"a\x1b[31m\n.txt"),
        ("é ü.txt".encode(), "é ü.txt"),
    ],
)
def test_a_name_that_can_not_be_printed_is_escaped(tmp_path: Path, name: bytes, shown: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x")
    assert read(tmp_path) == [Document(f"{tmp_path}/{shown}", "x")]


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.txt", "c.txt", ".hidden", ".git/config", "a/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    documents = [document for document in read(tmp_path) if isinstance(document, Document)]
    names = [document.name.removeprefix(f"{tmp_path}/") for document in documents]
    assert names == ["c.txt", "a/x.txt", "b/a.txt", "b/z.txt"]


def test_a_pattern_finds_files_in_order_at_any_depth(tmp_path: Path) -> None:
    for name in ("deep/er/b.ris", "a.ris", "a.bib"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert read(tmp_path / "**" / "*.ris") == [
        Document(f"{tmp_path}/a.ris", "a.ris"),
        Document(f"{tmp_path}/deep/er/b.ris", "deep/er/b.ris"),
    ]


def test_a_name_with_pattern_characters_is_a_file_first(tmp_path: Path) -> None:
    (tmp_path / "page[1].txt").write_text("x")
    assert read(tmp_path / "page[1].txt") == [Document(f"{tmp_path}/page[1].txt", "x")]


def test_a_dash_reads_standard_input_which_goes_by_its_content() -> None:
    [one], [same], [other] = (read("-", stdin=text) for text in (b"abc", b"abc", b"xyz"))
    assert one == same == Document(f"{STDIN} {hashlib.sha256(b'abc').hexdigest()[:8]}", "abc")
    assert isinstance(other, Document)
    assert other.name not in (STDIN, one.name)


@pytest.mark.parametrize("argument", ["missing.txt", "*.nothing", ""])
def test_an_argument_that_matches_nothing_stops_before_anything_is_read(
    tmp_path: Path, argument: str
) -> None:
    (tmp_path / "a.txt").write_text("x")
    wanted = str(tmp_path / argument) if argument else ""
    with pytest.raises(InputError) as caught:
        open_inputs([str(tmp_path / "a.txt"), wanted], max_bytes=LIMIT)
    assert caught.value.remedy


def test_a_folder_without_files_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files"):
        read(tmp_path)


def test_an_unreadable_file_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "b.txt").write_text("x")
    problem, document = read(tmp_path)
    assert isinstance(problem, Problem)
    assert problem.place == Place(f"{tmp_path}/a.txt", 1)
    assert "can't be read" in problem.message
    assert document == Document(f"{tmp_path}/b.txt", "x")


def test_a_socket_named_outright_is_a_problem_and_in_a_folder_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)  # the path of a socket has to be short
        listener.bind("s")
        (tmp_path / "a.txt").write_text("x")
        assert isinstance(read(tmp_path / "s")[0], Problem)
        assert read(tmp_path) == [Document(f"{tmp_path}/a.txt", "x")]


# ------------------------------------------------------------------ packed files


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_packed_content_is_unpacked_whatever_the_suffix_says(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "a.txt").write_bytes(pack("naïve".encode()))
    assert read(tmp_path / "a.txt") == [Document(f"{tmp_path}/a.txt", "naïve")]


def test_plain_text_named_gz_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_text("plain")
    assert read(tmp_path / "a.gz") == [Document(f"{tmp_path}/a.gz", "plain")]


def test_gzip_members_in_a_row_are_one_text() -> None:
    assert text_of(gzip.compress(b"one ", mtime=0) + gzip.compress(b"two")) == "one two"


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_truncated_packed_file_names_the_remedy(pack: Pack) -> None:
    packed = pack(os.urandom(5_000).hex().encode())
    assert "ends too early; copy or download it again" in message_of(packed[: len(packed) // 2])


def test_a_damaged_packed_file_names_the_remedy() -> None:
    packed = bytearray(gzip.compress(b"some text" * 100, mtime=0))
    packed[-6] ^= 0xFF  # its checksum
    assert "damaged" in message_of(bytes(packed))


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_a_decompression_bomb_is_stopped_at_the_limit(pack: Pack) -> None:
    assert "unpacks to more than 1,000,000 bytes" in message_of(pack(b"0" * 50_000_000))


def test_a_file_over_the_limit_is_rejected_and_one_at_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("12345")
    [problem] = read(tmp_path / "a.txt", limit=4)
    assert isinstance(problem, Problem)
    assert "more than 4 bytes" in problem.message
    assert read(tmp_path / "a.txt", limit=5) == [Document(f"{tmp_path}/a.txt", "12345")]


# ------------------------------------------------------------------ text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_or_without_mark(encoding: str) -> None:
    assert text_of("Ünï 研究 😀".encode(encoding)) == "Ünï 研究 😀"


def test_big_endian_utf16_is_read_by_its_mark() -> None:
    assert text_of("\ufeffabc".encode("utf-16-be")) == "abc"


def test_lines_that_are_not_utf8_are_read_as_windows_1252() -> None:
    mixed = "Gödel “quoted” text\n".encode("cp1252") + "Gödel 研究\n".encode()
    assert text_of(mixed) == "Gödel “quoted” text\nGödel 研究\n"


@pytest.mark.parametrize("encoding", ["gbk", "shift-jis", "koi8-r"])
def test_an_encoding_that_cannot_be_told_is_named_with_its_line(encoding: str) -> None:
    text = {"koi8-r": "Глубокое обучение для поиска"}.get(encoding, "深層学習研究論文検索")
    problem = read_bytes(b"TY  - JOUR\nTI  - " + text.encode(encoding))
    assert isinstance(problem, Problem)
    assert problem.place.line == 2
    assert "save the file as UTF-8" in problem.message


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_count_the_same(newline: str) -> None:
    assert text_of(newline.join(["a", "", "b"]).encode()) == "a\n\nb"


def test_only_line_ends_are_line_ends() -> None:
    assert text_of("a\u2028b\x0cc\x85d".encode()) == "a\u2028b\x0cc\x85d"


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert "is empty" in message_of(content)


def test_stray_nul_bytes_do_not_make_a_text_binary() -> None:
    text = '{"title": "A\0 title", "abstract": "Some words of an abstract."}'
    assert text_of(text.encode()) == text


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%...", "PDF file, not text; export the papers as BibTeX"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "PNG image"),
        (b"PK\x03\x04" + b"\0" * 9, "unpack it"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "compressed twice"),
        (bytes(range(256)) * 8, "binary"),
        (b"\0\1\2\3" * 50, "binary"),
        ("plain".encode("utf-16-le"), "save it as UTF-8"),
        ("abc".encode("utf-16") + b"\0", "UTF-16"),
    ],
)
def test_binary_content_is_named_with_what_to_do(content: bytes, what: str) -> None:
    assert what in message_of(content)


@pytest.mark.parametrize(
    "page",
    ["<!DOCTYPE html><p>x", "<HTML lang='en'>", "\n<!-- saved -->\n<!-- twice --> <html>", "<?xml ?><html>"],
)
def test_a_web_page_is_named_with_what_to_do(page: str) -> None:
    assert "is an HTML page; save the page as plain text" in message_of(page.encode())


def test_many_comments_do_not_keep_the_look_for_a_web_page_busy() -> None:
    text = "<!---->" * 10_000 + "<feed>"
    assert text_of(text.encode()) == text


def test_a_database_is_told_from_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    connection = sqlite3.connect(path)
    connection.execute("create table t (a)")
    connection.commit()
    connection.close()
    assert "SQLite database" in message_of(path.read_bytes())


@given(st.binary(max_size=300))
def test_any_bytes_give_one_document_or_one_problem(content: bytes) -> None:
    found = read_bytes(content)
    assert isinstance(found, Problem) or "\r" not in found.text


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: not text.isspace()
    )
)
def test_any_visible_text_in_utf8_comes_out_as_it_is(text: str) -> None:
    assert text_of(text.encode("utf-8-sig")) == text
