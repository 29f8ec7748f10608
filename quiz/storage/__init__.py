"""Everything on disk: the log of answers, its index, the deck library, archives, the doctor."""
