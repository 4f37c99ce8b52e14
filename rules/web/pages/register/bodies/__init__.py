"""Pages of government bodies: the organisation chart of a day, and one body."""
