"""Answers about an assessment: why a rule did not fire, and how a finding could be cleared. Nothing is stored."""
