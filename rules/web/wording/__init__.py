"""Errors in documents and files, worded for their author."""
