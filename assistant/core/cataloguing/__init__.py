"""Questions that the catalogue answers, not the abstracts: who, when, how many, first, last, most."""
