"""The web form that registers a partnership: several steps over one saved draft, which is the submission document."""
