"""What happened: events, their ids and ratings. Values only."""
