"""Pages on the keeping of cases after they end, and on data protection."""
