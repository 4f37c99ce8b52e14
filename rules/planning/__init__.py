"""Drafts of reorganisations that are stored: who wrote them, in which revisions, and what they would do."""
