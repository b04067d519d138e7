"""The messengers."""
