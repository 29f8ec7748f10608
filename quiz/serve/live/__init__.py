"""Live quizzes on the server: their events in the database, their pages, their messages."""
