"""Beneficial Ownership Data Standard (BODS)."""
