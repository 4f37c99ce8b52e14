"""Drafts of a reorganisation: the document, and the organisation that it would lead to."""
