"""Troubles with a table: the file that it stands in, its headings, its rows and its cells."""
