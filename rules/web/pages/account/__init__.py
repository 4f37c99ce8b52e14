"""Pages of one's own account and of webhooks: notices, choices about e-mail."""
