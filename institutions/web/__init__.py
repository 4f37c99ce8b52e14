"""Plumbing that all pages and endpoints share, without any word of the domain."""
