"""Troubles with an edition of an official list: its head, its file, its rows, and reasons to refuse it."""
