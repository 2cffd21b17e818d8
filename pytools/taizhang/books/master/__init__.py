"""The master workbook, built from `workbook/*.toml`.

Entry: `build`.
"""
