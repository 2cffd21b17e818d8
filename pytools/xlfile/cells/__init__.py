"""What a cell is: addresses, values, formulas, colours, the grid.

Knows no part and no package.
"""
