"""Tags and filters for templates of the pages."""
