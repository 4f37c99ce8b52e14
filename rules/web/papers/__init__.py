"""The papers of a case for pages and REST alike: rows of lists, and files as downloads."""
