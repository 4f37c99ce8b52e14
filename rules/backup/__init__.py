"""Backups of the database, and restorations that are counted, verified, replayed, and repeat later erasures."""
