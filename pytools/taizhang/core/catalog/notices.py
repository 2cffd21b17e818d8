"""N: sentences about 方案."""

