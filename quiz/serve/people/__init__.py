"""People and classes: who may come in, and who may see what.

Only this package reads its tables. Its functions take who asks, and give only what they may see.
"""
