"""Plumbing that all pages and endpoints share. It has no word of the domain."""
