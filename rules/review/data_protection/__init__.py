"""Data protection: the register of processing, and the overview of a data protection officer."""
