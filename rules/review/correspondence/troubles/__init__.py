"""Troubles with the papers of a case, as codes."""
