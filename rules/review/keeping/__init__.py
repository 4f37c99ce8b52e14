"""Keeping of cases after they end: retention, legal holds, packages for transfer, and disposal."""
