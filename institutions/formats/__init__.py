"""Files in the formats of others: reading beside writing."""
