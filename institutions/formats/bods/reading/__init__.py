"""Beneficial Ownership Data Standard, read as 0.4: each relationship record with parties and history as one document."""
