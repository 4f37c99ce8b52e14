"""Open Contracting Data Standard (OCDS) 1.1."""
