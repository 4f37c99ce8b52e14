"""FollowTheMoney: parties, ties and partnerships as entities of its published model."""
