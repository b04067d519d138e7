"""Faces: looks, expressions, the renderer and its picture cache."""
