"""The named person speaks."""
