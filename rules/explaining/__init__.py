"""Rules and results explained: catalogue, comparison of versions, lists, what would clear a finding, words."""
