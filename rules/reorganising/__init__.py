"""Reorganisations of government: what a draft would do, its enactment, and what moves on its day."""
