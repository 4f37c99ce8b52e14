"""A person's own data in one file, for a request by them: collected, reviewed, released."""
