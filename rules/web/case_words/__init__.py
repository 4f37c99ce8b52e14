"""A case in the words of its page, which its report uses too."""
