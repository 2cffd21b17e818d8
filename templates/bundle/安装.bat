@echo off
chcp 936 >nul 2>nul
setlocal EnableExtensions DisableDelayedExpansion
title 督查台账 安装
pushd "%~dp0"
if not exist "组件" goto no_folder
set "HOME_DIR=%LOCALAPPDATA%\taizhang"
set "PYTHONUTF8=1"
set "TAIZHANG_PARTS=%CD%\组件"
set "BASE="
set "CPU=%PROCESSOR_ARCHITEW6432%"
if not defined CPU set "CPU=%PROCESSOR_ARCHITECTURE%"
set "INSTALLER="
{choice}
if not defined INSTALLER goto other_pc

echo 第一步，共三步：找 Python 3.11
call :look_around
if defined BASE goto found
if not exist "安装程序\%INSTALLER%" goto no_python
certutil -hashfile "安装程序\%INSTALLER%" SHA256 2>nul | findstr /i /c:"%SHA256%" >nul
if errorlevel 1 goto bad_python
echo 正在安装 Python（只装给当前用户，不用管理员）……
start /wait "" "安装程序\%INSTALLER%" /passive InstallAllUsers=0 PrependPath=0 Include_launcher=0 Include_test=0 Shortcuts=0
call :look_around
if not defined BASE goto no_python

:found
echo   用 %BASE%
echo 第二步：装程序（不联网，约一分钟）
if exist "%HOME_DIR%\Scripts\python.exe" goto pip
"%BASE%" -m venv "%HOME_DIR%"
if errorlevel 1 goto no_install
:pip
"%HOME_DIR%\Scripts\python.exe" -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links "组件" --upgrade taizhang
if errorlevel 1 goto no_install

echo 第三步：放好台账
set "WHERE=%~1"
if defined WHERE goto settle
set "WHERE=%USERPROFILE%\督查台账"
echo 台账放在哪个文件夹？直接按回车就放在：
echo   %WHERE%
set /p "WHERE=文件夹："
:settle
"%HOME_DIR%\Scripts\python.exe" -m taizhang settle "%WHERE%"
set "DONE=%ERRORLEVEL%"
popd
if "%~1"=="" pause
exit /b %DONE%

:pc
set "PLATFORM=%~1"
set "INSTALLER=%~2"
set "SHA256=%~3"
goto :eof

:look_around
for %%P in ("%LOCALAPPDATA%\Programs\Python" "%ProgramFiles%" "%SystemDrive%") do (
  call :look "%%~P\Python311\python.exe"
  call :look "%%~P\Python311-arm64\python.exe"
)
goto :eof

:look
if defined BASE goto :eof
if not exist "%~1" goto :eof
"%~1" -c "import sys, sysconfig; sys.exit(sys.version_info[:2] != (3, 11) or sysconfig.get_platform() != '%PLATFORM%')" >nul 2>nul
if errorlevel 1 goto :eof
set "BASE=%~1"
goto :eof

:no_folder
echo 没有找到“组件”文件夹。请把整个安装包复制到本机硬盘上（不要在压缩包里直接打开），再双击“安装.bat”。
goto failed
:other_pc
echo 这个安装包是给 {kinds} 的，这台电脑（%CPU%）装不了。请另做一个适合这台电脑的安装包。
goto failed
:no_python
echo 这台电脑上没有合用的 Python 3.11（%PLATFORM%）。请把 %INSTALLER% 放进“安装程序”文件夹（见里面的“放这里.txt”），再双击“安装.bat”。
goto failed
:bad_python
echo “安装程序”里的 %INSTALLER% 不是官方原样（校验值对不上），没有运行它。请重新下载后再试。
goto failed
:no_install
echo 程序没有装上。请确认“组件”文件夹是完整复制过来的，硬盘还有 500 MB 以上空间，再双击“安装.bat”。
:failed
if "%~1"=="" pause
exit /b 2
