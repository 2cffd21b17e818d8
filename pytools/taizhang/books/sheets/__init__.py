"""The page kit: theme, pens, measures, paper, blocks of a page.

Everything that is printed stands on it.
"""
