"""Lamps: the rules as data, their conditions, the verdict with its reason.

Entry: `judge`.
"""
