"""Erasure of names and free text of one person from stored data, so that hashes, decisions and replays still hold."""
