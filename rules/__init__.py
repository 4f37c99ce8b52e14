"""What we conclude: facts, rulebook, engine, assessments, findings."""
