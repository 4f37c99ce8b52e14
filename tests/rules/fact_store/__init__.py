"""Tests of the fact store."""
