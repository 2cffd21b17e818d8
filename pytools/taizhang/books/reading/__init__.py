"""Grids of a returned file into a Form, or a Refusal.

Entry: `form.read_form`.
"""
