"""Tests of the timeline of a case."""
