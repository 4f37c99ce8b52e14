"""REST below /api/v1/: views that read a request, call what does the work, and answer."""
