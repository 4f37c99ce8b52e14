"""Pages of drafts of reorganisations: the list, a draft act by act, what it would do, and drafts side by side."""
