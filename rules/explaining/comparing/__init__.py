"""Two versions of the rulebook beside each other: what differs in their texts, and what that does to stored cases."""
