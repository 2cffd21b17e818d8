"""`python -m taizhang`: the commands of cli.py, for the batch file beside a ledger."""

from taizhang.cli import main

main()
