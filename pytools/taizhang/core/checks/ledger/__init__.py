"""Checks of the ledger as it stands.

Each module is one subject; `checks.CHECKS` lists them.
"""
