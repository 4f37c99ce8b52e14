"""Values in the query of an address, read alike for pages and REST."""
