"""Reading rights to cases and assessments, and the events that sensitive reads leave."""
