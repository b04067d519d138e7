"""Training of the crisis guard's network: ``python -m bot.training.care``."""
