"""The timeline of a partnership and the "what changed" note, as pages show them."""
