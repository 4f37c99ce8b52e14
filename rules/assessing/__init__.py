"""Assessments as jobs: asking, claiming, working, storing, sweeping, and what is said of the result."""
