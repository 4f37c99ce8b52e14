"""Notices: their recipients when something happens or a day comes, and their wording for each reader."""
