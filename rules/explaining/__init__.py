"""Explanations of rules and results: catalogue, comparison of versions, lists, ways to clear a finding, words."""
