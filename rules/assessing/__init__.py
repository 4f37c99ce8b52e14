"""Assessments as jobs: asking, claiming, working, storing, sweeping, and the answer about the result."""
