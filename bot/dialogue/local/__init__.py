"""Language models in the process, by transformers and torch."""
