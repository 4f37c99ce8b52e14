"""What accounts and ministries' systems are notified of: notices, e-mail, webhooks."""
