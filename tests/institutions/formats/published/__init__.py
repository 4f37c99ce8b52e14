"""Lists that ministries publish."""
