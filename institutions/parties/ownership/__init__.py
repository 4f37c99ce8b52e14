"""Ownership, control and connections of parties, derived from ties along their chains."""
