"""How a case came to where it is."""
