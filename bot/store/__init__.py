"""Keeping conversations."""
