"""A rulebook that is ready to evaluate: the one in force, or a stored version."""
