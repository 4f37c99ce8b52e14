"""Tests of declarations and hearings of the person concerned."""
