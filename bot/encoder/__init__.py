"""Texts as numbers: one table of words, and the networks that stand on it."""
