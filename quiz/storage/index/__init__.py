"""What is derived from decks and history, kept in a file so that it need not be derived again."""
