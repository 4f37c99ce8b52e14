"""Troubles with a document: its form, its fields and their values."""
