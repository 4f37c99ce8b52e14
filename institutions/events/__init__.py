"""What the register tells others inside the transaction of a change."""
