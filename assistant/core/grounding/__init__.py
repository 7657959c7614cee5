"""Grounding: how far the cited abstracts carry a sentence, layer by layer."""
