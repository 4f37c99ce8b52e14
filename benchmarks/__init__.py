"""Measurements of `make bench`. Every figure is compared with a named figure of the same run.

None of them is a test.
"""
