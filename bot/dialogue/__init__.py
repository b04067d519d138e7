"""Writing the reply."""
