"""Training of the network that tells paraphrases: ``python -m bot.training.paraphrases``."""
