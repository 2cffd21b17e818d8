"""Official papers as .docx, laid out as GB/T 9704-2012 has it; measures and fonts are templates/official.toml.

Entry: `Paper`, a document one adds blocks to, `save_paper` writes it with the same bytes each time.
"""
