"""The state of the installation, read from the database for health checks, metrics and the page of administrators."""
