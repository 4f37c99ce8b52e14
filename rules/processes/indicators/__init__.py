"""The eleven indicators of Cardinal, one file each, and the table that lists them."""
