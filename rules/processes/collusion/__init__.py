"""The collusion rules of the rulebook over published processes: the same rules and engine, on facts of the release."""
