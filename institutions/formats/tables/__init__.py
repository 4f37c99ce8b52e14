"""Tables for people: CSV and Excel, and our templates for them."""
