"""Answers about an assessment: why a rule did not fire, and what would clear a finding. Nothing here is stored."""
