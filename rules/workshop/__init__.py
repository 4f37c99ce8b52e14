"""The workshop for rules: drafts of a rulebook, their cases, and what they would change in the register."""
