"""Reading the emotion in a message."""
