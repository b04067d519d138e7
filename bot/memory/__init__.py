"""What is found again of past conversations."""
