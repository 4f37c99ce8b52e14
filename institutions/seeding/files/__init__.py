"""One reader per seed file: from its mapping to frozen rows, with every error noted."""
