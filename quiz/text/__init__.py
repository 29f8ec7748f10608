"""What a typed text says, in any of the languages known: letters, numbers, units, dates. Pure."""
