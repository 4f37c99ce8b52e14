"""Sources for readers: those that a reader may know of, the rows that rest on one, and how sure these are."""
