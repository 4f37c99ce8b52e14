"""The audit trail: adding events, sealing their chains, and finding what was changed behind its back."""
