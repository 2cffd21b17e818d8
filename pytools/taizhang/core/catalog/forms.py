"""F: sentences about 报送表."""

from taizhang.core.issues import Rule, Severity
