"""What readers and checks of files say in English, for who reads it in Japanese.

Each text is a message as it is made, with names in the place of what is filled in. Its translation is in the catalogue.
"""
