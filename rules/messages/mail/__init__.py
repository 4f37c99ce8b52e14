"""E-mail about notices: what accounts chose, and an outbox of rows until they are sent (docs/notices.md)."""
