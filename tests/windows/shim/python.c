/* python.exe as the wheel of Windows CPython lacks it. */
#include <wchar.h>
#include <windows.h>

__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);

int wmain(int argc, wchar_t **argv) { return Py_Main(argc, argv); }
