"""From a rule file to its matches."""
