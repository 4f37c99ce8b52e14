"""The timeline of a partnership and the "what changed" note on pages."""
