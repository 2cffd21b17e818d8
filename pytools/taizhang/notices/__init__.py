"""Text in, tasks out: deadlines, responsibility clauses, the outline of a 方案."""
