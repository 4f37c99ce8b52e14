"""The way from a submitted document to rows of the register."""
