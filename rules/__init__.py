"""The package of conclusions: facts, rulebook, engine, assessments, findings."""
