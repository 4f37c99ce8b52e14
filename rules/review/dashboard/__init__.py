"""The numbers of the dashboard. Rows that a reader may not read count in none of them."""
