"""Statistics: pure folds over the answers that count."""
