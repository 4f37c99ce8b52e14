"""A first case on demonstration data: what to do on which page, and what is done already."""
