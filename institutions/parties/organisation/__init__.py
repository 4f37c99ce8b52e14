"""Government bodies over time: the chart of a day, the changes between two days, mandates."""
