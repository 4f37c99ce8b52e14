"""The mapping from statements to facts, one file a subject."""
