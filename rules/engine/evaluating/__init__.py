"""The evaluation of a compiled rulebook on the records of one case: durable_rules and the matcher, which must agree."""
