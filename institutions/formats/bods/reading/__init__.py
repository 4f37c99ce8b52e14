"""Beneficial Ownership Data Standard, read as 0.4: each relationship with parties and history as one document."""
