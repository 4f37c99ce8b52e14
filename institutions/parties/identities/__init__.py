"""Who is who: candidates for being one party, what a person says of them, and taking that back."""
