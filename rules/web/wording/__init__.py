"""What is wrong with a document or file, worded for its author."""
