"""The parts of a workbook package: sheets, styles, tables, the zip itself.

Everything here works on XML and bytes.
"""
