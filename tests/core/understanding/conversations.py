"""Small papers and conversations about them for tests of follow-up questions."""

from __future__ import annotations

from assistant.core.understanding.naming import PaperNames
from assistant.domain import Paper, Turn

NAMES = PaperNames(
    [
        Paper("spar", "SparRow-2: Reading Rows Sparsely"),
        Paper("oat", "OAT: Object Attention"),
        Paper("long", "Reading Very Long Rows Without Looking Back"),
        Paper("raz", "RazorCache: Dropping Old Keys"),
        Paper("zoo", "Zoology: Measuring Recall"),
    ]
)
LONG = "“Reading Very Long Rows Without Looking Back”"

ONE = (Turn("How much faster is SparRow-2 than full attention?", "It is twice as fast [1].", ("spar",)),)
TOPIC = (Turn("How much memory does cache pruning save?", "Some 40 % [2]. Half [1].", ("oat", "raz")),)
LIST = (Turn("Which papers deal with attention?", "- A [1]\n- B [2]\n- C [3]", ("spar", "oat", "long")),)
TWO = (Turn("Compare SparRow-2 and OAT", "- A [1]\n- B [2]", ("spar", "oat")),)
NONE = (Turn("At what heat does water boil?", "The abstracts do not tell.", ("raz", "oat"), "", True),)
