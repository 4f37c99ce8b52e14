"""The audit trail: adding events, sealing their chains, and finding changes made behind its back."""
