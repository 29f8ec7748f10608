"""Points, levels, streaks: folds over the answers. Pure."""
