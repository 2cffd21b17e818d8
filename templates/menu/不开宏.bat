@echo off
chcp {page} >nul
setlocal EnableDelayedExpansion
set "TAIZHANG_DROPPED=!cmdcmdline!"
setlocal DisableDelayedExpansion
set "PROGRAM={program}"
if not exist "%PROGRAM%" (
  echo 找不到程序，请维护人员重新安装。
  pause
  exit /b 2
)
pushd "%~dp0"
"%PROGRAM%" -m taizhang menu . %*
set "CODE=%ERRORLEVEL%"
popd
setlocal EnableDelayedExpansion
if not "!cmdcmdline:%~nx0=!"=="!cmdcmdline!" exit %CODE%
exit /b %CODE%
