"""Data protection: the register of processing, and what a data protection officer sees at once."""
