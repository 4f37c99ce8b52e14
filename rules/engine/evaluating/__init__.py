"""Evaluates a compiled rulebook on the records of one case: by durable_rules and by the matcher, which must agree."""
