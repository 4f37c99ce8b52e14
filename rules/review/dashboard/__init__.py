"""The numbers of the dashboard. What a reader may not read counts in none of them."""
