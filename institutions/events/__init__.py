"""Events that the register publishes inside the transaction of a change."""
