"""Accounts of people, which administrators make, change and end; nobody signs up."""
