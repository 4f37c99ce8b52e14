"""Troubles with an edition of an official list: what it is, its file, its rows, and why it is not taken."""
