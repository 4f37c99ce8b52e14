"""The rule language: reading, checking, parameters, statements."""
