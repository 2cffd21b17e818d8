"""M: sentences about 汇总."""

from taizhang.core.issues import Rule, Severity
