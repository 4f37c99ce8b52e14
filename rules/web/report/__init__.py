"""The report of a case: one PDF for a reader, with everything that the pages show them of it."""
