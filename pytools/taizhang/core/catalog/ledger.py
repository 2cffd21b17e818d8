"""L: sentences about 台账."""

from taizhang.core.issues import Rule, Severity
