"""Tags and filters for templates of every page."""
