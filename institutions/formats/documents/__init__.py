"""Register documents as JSON, one object a line or a list of them."""
