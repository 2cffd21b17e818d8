"""What the office knows, as pure functions: no files, no clock, no Excel."""
