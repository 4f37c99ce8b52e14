"""From a document that was submitted to rows of the register."""
