"""Summaries: one row per partnership and one per finding with the state of its case, for lists and counts."""
