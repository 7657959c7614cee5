from __future__ import annotations

import pytest

from assistant.core.addresses import address_of
from assistant.domain import Paper


@pytest.mark.parametrize(
    ("url", "identifiers", "address"),
    [
        ("https://example.org/1", ("doi:10.1000/1",), "https://example.org/1"),
        ("", ("arxiv:2401.00001", "doi:10.1000/a b"), "https://doi.org/10.1000/a%20b"),
        ("", ("arxiv:2401.00001",), "https://arxiv.org/abs/2401.00001"),
        ("file:///etc/passwd", ("acl:2020.acl-main.1",), "https://aclanthology.org/2020.acl-main.1"),
        ("", ("s2:12345",), ""),
        ("", (), ""),
    ],
)
def test_a_paper_is_read_at_its_own_address_or_at_the_page_of_an_identifier(
    url: str, identifiers: tuple[str, ...], address: str
) -> None:
    assert address_of(Paper("p", "Title", "", url=url, identifiers=identifiers)) == address
