"""Pages of a partnership, its case, findings and results."""
