"""Measurements: `python -m eval.bench.retrieval` and its like; tables in, tables out."""
