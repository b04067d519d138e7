"""Fine-tuning of any BERT-like model on anybody's labelled texts."""
