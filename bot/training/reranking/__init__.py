"""Training of the network that grades lines as answers: ``python -m bot.training.reranking``."""
