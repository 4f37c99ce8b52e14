"""Why records of an import are refused, and what can be wrong with an import as a whole."""
