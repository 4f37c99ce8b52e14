"""Troubles with a table: its file, its headings, its rows and its cells."""
