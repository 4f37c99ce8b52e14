"""Statements to facts, one file a subject."""
