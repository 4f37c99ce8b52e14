"""Reasons why records of an import are refused, and troubles with an import as a whole."""
