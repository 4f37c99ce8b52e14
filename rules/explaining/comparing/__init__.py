"""The comparison of two versions of the rulebook: differences in their texts, and their effect on stored cases."""
