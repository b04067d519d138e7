"""What a person is shown of a model: figures, pages and a card."""
