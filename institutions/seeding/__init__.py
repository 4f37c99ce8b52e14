"""Seed: the content of the register before anyone submits anything, read from `institutions/data`."""
