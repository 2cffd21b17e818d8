"""看板, pages of units and leaders, and cards of tasks, drawn on the page kit.

What they say comes from taizhang.core.boards; nothing is reckoned here.
"""
