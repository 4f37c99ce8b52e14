"""REST below /api/v1/: views that read a request, call the service that does the work, and answer."""
