"""Exports on request: of the register, and of the conclusions about partnerships."""
