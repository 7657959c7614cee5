from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.readers.xml_elements import Break, PaperElement, paper_elements


def lines(text: str) -> list[int]:
    return [found.line for found in paper_elements(text, ("paper",)) if isinstance(found, PaperElement)]


def stop(text: str) -> Break:
    *_, last = paper_elements(text, ("paper",))
    assert isinstance(last, Break)
    return last


def test_elements_come_with_the_line_of_their_opening_tag() -> None:
    assert lines("\n\n<all>\n<paper\n a='b'>\n</paper> <x/>\n<paper/></all>") == [4, 7]


def test_an_element_in_one_of_the_same_name_is_not_a_paper_of_its_own() -> None:
    assert lines("<all><paper><paper/></paper></all>") == [1]


def test_namespace_prefixes_are_dropped_from_names() -> None:
    [found] = paper_elements("<x:all xmlns:x='u'><x:paper><x:title>A</x:title></x:paper></x:all>", ("paper",))
    assert isinstance(found, PaperElement)
    assert found.element.findtext("title") == "A"


def test_lines_are_right_in_long_documents() -> None:
    assert lines("<all>\n" + "<paper>\nÜ</paper>\n" * 30_000 + "</all>") == list(range(2, 60_002, 2))


def test_what_is_complete_comes_out_before_the_break() -> None:
    *complete, last = paper_elements("<all>\n<paper/>\n<paper/>\n<paper><b></paper>\n", ("paper",))
    assert [found.line for found in complete] == [2, 3]
    assert isinstance(last, Break)
    assert last.line == 4
    assert "mismatched tag" in last.message


BOMB = '<!DOCTYPE all [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<all><paper>&b;</paper></all>'
EXTERNAL = '<!DOCTYPE all [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n<all><paper>&a;</paper></all>'


@pytest.mark.parametrize("attack", [BOMB, EXTERNAL])
def test_documents_that_declare_entities_are_not_read(attack: str) -> None:
    assert lines(attack) == []
    assert "entities" in stop(attack).message


def test_an_external_dtd_may_be_named_and_is_not_loaded() -> None:
    assert lines('<!DOCTYPE all SYSTEM "file:///nowhere.dtd">\n<all><paper/></all>') == [2]


def test_very_deep_nesting_does_no_harm() -> None:
    assert lines("<paper>" + "<a>" * 50_000 + "</a>" * 50_000 + "</paper>") == [1]


@given(st.text(st.sampled_from(list("<>/paper!?[]&;'\"= \n\0é")), max_size=60))
def test_xml_of_any_shape_ends_in_elements_or_one_break(text: str) -> None:
    found = list(paper_elements(f"<all><paper/>{text}", ("paper",)))
    assert all(item.line >= 1 for item in found)
    assert sum(isinstance(item, Break) for item in found) <= 1
