"""Seed: what the register holds before anyone submits anything, read from `institutions/data`."""
