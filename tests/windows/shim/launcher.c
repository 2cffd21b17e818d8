/* Scripts\python.exe of a virtual environment: starts the interpreter that pyvenv.cfg names. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#define LENGTH 4096

static void folder_of(wchar_t *path)
{
    wchar_t *cut = wcsrchr(path, L'\\');
    if (cut) *cut = 0;
}

/* The line `home = …` of pyvenv.cfg, which is UTF-8. */
static int read_home(const wchar_t *config, wchar_t *home)
{
    char line[LENGTH];
    FILE *file = _wfopen(config, L"rb");
    int found = 0;
    if (!file) return 0;
    while (!found && fgets(line, sizeof line, file)) {
        char *value = strchr(line, '=');
        if (strncmp(line, "home", 4) != 0 || !value) continue;
        value += strspn(value, "= ");
        value[strcspn(value, "\r\n")] = 0;
        found = MultiByteToWideChar(CP_UTF8, 0, value, -1, home, LENGTH) > 0;
    }
    fclose(file);
    return found;
}

int wmain(void)
{
    wchar_t self[LENGTH], folder[LENGTH], config[LENGTH], home[LENGTH], program[LENGTH];
    STARTUPINFOW start = { .cb = sizeof start };
    PROCESS_INFORMATION made;
    DWORD code = 103;
    GetModuleFileNameW(NULL, self, LENGTH);
    wcscpy(folder, self);
    folder_of(folder);
    folder_of(folder);
    _snwprintf(config, LENGTH, L"%ls\\pyvenv.cfg", folder);
    if (!read_home(config, home)) return 106;
    _snwprintf(program, LENGTH, L"%ls\\python.exe", home);
    SetEnvironmentVariableW(L"__PYVENV_LAUNCHER__", self);
    GetStartupInfoW(&start);
    if (!CreateProcessW(program, GetCommandLineW(), NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) return 101;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &code);
    return (int)code;
}
