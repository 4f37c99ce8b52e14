"""Receipts as downloads, for pages and REST."""
