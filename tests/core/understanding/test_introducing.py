from __future__ import annotations

import pytest

from assistant.core.understanding.introducing import introduced
from assistant.core.understanding.words import Words
from assistant.domain import Paper


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose RowGen. RowGen reads rows.",
        "We present a novel method RowGen that reads rows. RowGen is fast.",
        "This leads to our proposed RowGen, which reads rows. RowGen is fast.",
        "Rows are read by a reader called RowGen. RowGen is fast.",
        "We propose generating rows by reading (RowGen). RowGen is fast.",
        "Rows are studied by building RowGen, a reader of rows. RowGen is fast.",
        "We elaborate a novel reader of rows (RowGen). RowGen is fast.",
        "This paper describes the RowGen submission to the shared task on rows.",
        "We present RowGen's translation systems for the rows of 2016.",
    ],
)
def test_a_name_is_found_where_an_abstract_introduces_it(abstract: str) -> None:
    papers = [Paper("own", "Reading Rows", abstract), Paper("other", "Tin", "We melt tin.")]
    assert introduced(papers, Words(papers)) == {"RowGen": ["own"]}


def test_a_name_that_others_use_and_a_kind_of_thing_are_nobody_s_own() -> None:
    papers = [
        Paper("own", "Reading Rows", "We propose RowGen. RowGen reads rows. Our ColGen-based one is fast."),
        Paper("other", "Tin", "We melt tin with RowGen."),
    ]
    assert introduced(papers, Words(papers)) == {}
