"""What can be wrong with a document: its form, its fields and their values."""
