"""Exports as somebody asks for them: of the register, and of what was concluded about partnerships."""
