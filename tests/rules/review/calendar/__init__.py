"""Tests of the calendar of a case."""
