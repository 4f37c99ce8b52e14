"""One reader a format: it translates the records of a file and decides nothing else."""
