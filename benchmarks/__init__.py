"""Measurements of `make bench`. Every figure stands beside a named peer of the same run; none of them is a test."""
