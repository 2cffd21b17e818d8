"""The page kit, on which everything that is printed stands.

Colours: theme. Formats: pen. Room of texts: measure. Sizes, margins, foot: paper. Blocks: page.
"""
