"""Register documents as JSON, one object per line or a list of them."""
