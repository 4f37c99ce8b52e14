"""Beneficial Ownership Data Standard 0.4: parties as entity and person records, ties as relationship records."""
