"""Drafts that become law: dated statements of the register, and what moves on their day."""
