"""Excel files (.xlsx), read in bounded memory."""
