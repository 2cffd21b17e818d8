"""Checks of what a unit filled in.

Each module is one subject; `checks.CHECKS` lists them.
"""
