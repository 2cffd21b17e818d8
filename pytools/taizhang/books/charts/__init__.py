"""Charts and boards of the ledger on paper of any size.

The list of kinds: kinds. A workbook, its PDF and its pictures: build. Each other module is a kind.
"""
