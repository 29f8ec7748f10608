"""People who play in the browser without any data on this machine: the server's database has it."""
