"""Assemble the VBA project and the ribbon of the master workbook."""
