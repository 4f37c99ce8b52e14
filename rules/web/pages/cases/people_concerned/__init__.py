"""The page of a person who speaks for themselves, and its content for reviewers."""
