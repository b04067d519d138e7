"""Data sets by name or by file."""
