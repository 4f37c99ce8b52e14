"""Pages of the workshop for rules."""
