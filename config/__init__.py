"""Settings, the error tree, moods, personas and the registry of backends."""
