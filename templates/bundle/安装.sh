#!/bin/sh
# 统信、麒麟等 Linux 桌面：sh 安装.sh [台账文件夹]
set -u
cd "$(dirname "$0")" || exit 2
home="${XDG_DATA_HOME:-$HOME/.local/share}/taizhang"
base=""
for name in python3.11 python3; do
  if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
    base=$name
    break
  fi
done
if [ -z "$base" ]; then
  echo "这台电脑上没有 Python 3.11。请让信息中心先装上，再运行“安装.sh”。"
  exit 2
fi
echo "第一步：用 $base"
if [ ! -x "$home/bin/python" ]; then
  "$base" -m venv "$home" || { echo "建不了程序文件夹。请让信息中心装上 python3-venv，再运行“安装.sh”。"; exit 2; }
fi
echo "第二步：装程序（不联网）"
"$home/bin/python" -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links 组件 --upgrade taizhang ||
  { echo "程序没有装上。请确认“组件”文件夹里有适合这台电脑的组件，再运行“安装.sh”。"; exit 2; }
echo "第三步：放好台账"
where=${1:-$HOME/督查台账}
TAIZHANG_PARTS=$PWD/组件
export TAIZHANG_PARTS
exec "$home/bin/python" -m taizhang settle "$where"
