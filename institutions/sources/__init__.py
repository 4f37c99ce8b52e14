"""Sources as readers look them up: which they may know of, what rests on one, and how sure that is."""
