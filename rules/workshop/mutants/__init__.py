"""Rules changed in one place at a time: what no case of the rule notices is said, so that somebody adds the case."""
