"""From the text of an article to candidate facts, by rules over spaCy's parse."""
