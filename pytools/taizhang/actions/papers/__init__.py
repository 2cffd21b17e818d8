"""What leaders read: official papers, points and lists, and the figures of lower offices.

A job a module, as in the folder above.
"""
