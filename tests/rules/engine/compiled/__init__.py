"""The compiler, its columns and records."""
