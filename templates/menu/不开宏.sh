#!/bin/sh
program='{program}'
if [ ! -x "$program" ]; then
  echo '找不到程序，请维护人员重新安装。'
  read -r _
  exit 2
fi
exec "$program" -m taizhang menu "$(dirname "$(readlink -f "$0")")" "$@"
