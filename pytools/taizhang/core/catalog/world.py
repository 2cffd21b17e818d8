"""W: sentences about 文件与环境."""

from taizhang.core.issues import Rule, Severity
