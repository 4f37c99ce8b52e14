"""The checks of `manage.py doctor`: is this installation whole, and what is to be done where it is not?"""
