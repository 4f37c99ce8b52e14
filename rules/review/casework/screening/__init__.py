"""Screening a reviewer against the parties of a case: by who submitted, by the rules, by ties of the register."""
