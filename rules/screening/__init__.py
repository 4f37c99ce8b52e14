"""Screenings: the whole register under a rulebook in sets, and the cases that it would decide otherwise."""
