"""The desk of commissions over REST: commissions, sittings, their contracts, minutes and reports."""
