"""Notifications to accounts and to ministries' systems: notices, e-mail, webhooks."""
