"""The program on a machine: new ledgers, older ones brought up, bundles, menus, the self-check.

Jobs like the others, but about the workbook and the PC, not about tasks.
"""
