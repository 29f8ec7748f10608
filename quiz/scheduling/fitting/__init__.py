"""Fitting the weights of FSRS to a history. Pure."""
