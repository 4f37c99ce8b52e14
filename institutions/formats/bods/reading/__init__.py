"""Beneficial Ownership Data Standard 0.4: each relationship record, with its parties and history, as one document."""
