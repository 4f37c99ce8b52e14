"""Readers, one a format: each translates the records of a file and decides nothing else."""
