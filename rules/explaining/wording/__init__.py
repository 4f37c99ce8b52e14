"""Facts, findings, parties, laws and days in the words of their reader."""
