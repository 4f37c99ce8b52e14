"""Troubles of a file of a rulebook, by code, in words that follow the file and the line."""
