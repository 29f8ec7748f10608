"""Reads typed text in several languages: letters, numbers, units, dates. Pure.

May import no other room.
"""
