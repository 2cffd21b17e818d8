@echo off
chcp 936 >nul 2>nul
setlocal EnableExtensions DisableDelayedExpansion
title 督查台账 卸载
set "HOME_DIR=%LOCALAPPDATA%\taizhang"
if not exist "%HOME_DIR%\Scripts\python.exe" goto gone
"%HOME_DIR%\Scripts\python.exe" -m taizhang unsettle
rd /s /q "%HOME_DIR%"
if exist "%HOME_DIR%" goto held
echo 程序已卸载。台账、报送表、模板都原样留着；Python 没有动，要卸载请到“应用和功能”里找。
if "%~1"=="" pause
exit /b 0
:gone
echo 这台电脑上没有装过程序，什么都没有动。
if "%~1"=="" pause
exit /b 0
:held
echo 程序正在使用，没有卸载干净。请关掉 Excel 和“不开宏”的窗口，再双击“卸载.bat”。
if "%~1"=="" pause
exit /b 2
