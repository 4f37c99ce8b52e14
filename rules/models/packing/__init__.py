"""Plain data packed into few bytes, and the dictionaries that make it short."""
