"""督办文书 on A4: layouts from templates/slips, drawn on the page kit, kept as they went out.

A layout is data that an office may change; a kept slip holds its filled text, not its layout.
"""
