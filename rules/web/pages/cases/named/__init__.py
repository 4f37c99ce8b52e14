"""The page of a person who speaks for themselves, and what reviewers see of it."""
