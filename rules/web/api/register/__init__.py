"""Endpoints of the register: they conclude nothing."""
