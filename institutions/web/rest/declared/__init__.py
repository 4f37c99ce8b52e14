"""The body of a request, declared once: its serializer is what OpenAPI shows and what is checked."""
