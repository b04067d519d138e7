"""Hearing and speaking: audio values, the two protocols and their backends."""
