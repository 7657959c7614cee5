"""Picking: the papers of a list that say themselves what was asked for, where ranking can't tell."""
