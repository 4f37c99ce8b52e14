"""The effect of a refreshed list on partnerships, and the thresholds of procurement as a list."""
