"""The drill of a backup and its restoration."""
