"""Pages of companies and people: identity, owners, holdings, and every other statement that names them."""
