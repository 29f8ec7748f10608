"""Sync: several devices share one log, their decks and settings through a folder.

Each device writes only files of its own and reads the others'. See `.github/docs/sync.md`.
"""
