"""Rows that are jobs: the queues, the word to the workers, the name of a worker."""
