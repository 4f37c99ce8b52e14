"""Pages of commissions: setting up, sittings, contracts, and the public report."""
