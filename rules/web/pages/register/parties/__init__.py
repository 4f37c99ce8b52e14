"""Pages of companies and people: who they are, who owns them, what they own, and everything else that names them."""
