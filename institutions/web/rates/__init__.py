"""Rates: how many requests a minute one address, one account and one key may make; more are answered 429."""
