"""Sign-in: password and a code of an authenticator, or the organisation's server; sessions that end; lock-out."""
