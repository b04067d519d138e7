"""What several benches work with."""
