"""Training of the network that tells which kind of thing is told: ``python -m bot.training.tellings``."""
