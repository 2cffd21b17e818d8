"""Measured comparisons; each module prints a table. Not tests: nothing here fails by the clock."""
