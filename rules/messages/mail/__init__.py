"""E-mail about notices: the choices of accounts, and an outbox of rows until they are sent (docs/notices.md)."""
