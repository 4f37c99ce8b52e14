"""The named person speaks: what officials declare for a case, and what those named in a finding answer."""
