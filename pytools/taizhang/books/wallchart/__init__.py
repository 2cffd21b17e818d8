"""The wall chart and the list of red and yellow lamps.

Entry: `build`.
"""
