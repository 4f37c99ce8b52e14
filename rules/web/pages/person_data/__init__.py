"""Pages of files with a person's own data."""
