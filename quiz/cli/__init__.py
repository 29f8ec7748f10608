"""The command line: one file a command, each with its help, its arguments and what it does."""
