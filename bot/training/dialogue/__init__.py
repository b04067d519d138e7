"""Fine-tuning of GPT-2-like models on conversations, in KoGPT2's chat format."""
