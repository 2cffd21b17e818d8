"""Bytes that nobody may trust: archives, packages, records of other programs.

Knows no form and no office; what comes out is a grid of cells.
"""
