"""销号, 延期 and problems: carrying out what was decided, and the papers about it."""
