"""N: sentences about 方案."""

from taizhang.core.issues import Rule, Severity
