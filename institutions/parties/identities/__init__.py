"""Identities of parties: candidates for being one party, decisions of people on them, and taking these back."""
