"""What a refreshed list means for partnerships, and the thresholds of procurement as a list."""
