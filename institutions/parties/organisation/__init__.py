"""How government bodies stand to each other over time: the chart of a day, what changed between two, mandates."""
