"""Training and measuring what maum ships."""
