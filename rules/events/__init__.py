"""Domain events: what an act or a result was, published to other rooms inside its transaction."""
