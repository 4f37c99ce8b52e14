"""Summaries: one row a partnership and one a finding with the state of its case, for lists and counts."""
