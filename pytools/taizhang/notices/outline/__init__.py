"""Paragraphs into an outline of sections and items.

Entry: `build`.
"""
