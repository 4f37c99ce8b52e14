"""Endpoints that answer with an assessment or a case."""
