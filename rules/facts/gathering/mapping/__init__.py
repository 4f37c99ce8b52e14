"""The mapping from statements to facts, one file per subject."""
