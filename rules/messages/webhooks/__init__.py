"""Webhooks: signed messages to systems of ministries, kept as rows until they are delivered (docs/notices.md)."""
