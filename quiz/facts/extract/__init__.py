"""From the text of an article to candidate facts, by rules over spaCy's parse.

May import the rest of `facts`, which does not import it.
"""
