"""A case in the words of its page, as the report of the case has them too."""
