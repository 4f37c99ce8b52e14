"""Adoption of drafts by two editors: proposal, approval, the moment of coming into force, and what follows."""
