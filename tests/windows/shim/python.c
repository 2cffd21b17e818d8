/* python.exe as the wheel of Windows CPython lacks it.
 *
 * wine asks another process for the volume of every file that is looked at, and a start looks at ten
 * thousand: most of its time went there. Here that one question is asked once; the answer of a file's
 * own facts is Windows' as before. No file of CPython is changed for it, the table in memory is. */
#include <wchar.h>
#include <windows.h>
#include <winternl.h>

__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);

enum { BASIC = 4, STANDARD = 5, INTERNAL = 6 };
struct basic { LARGE_INTEGER created, accessed, written, changed; ULONG attributes; };
struct standard { LARGE_INTEGER room, size; ULONG links; BOOLEAN deleted, folder; };

typedef BOOL(WINAPI *Ask)(HANDLE, BY_HANDLE_FILE_INFORMATION *);
typedef NTSTATUS(NTAPI *Query)(HANDLE, IO_STATUS_BLOCK *, void *, ULONG, int);
static Ask ask;
static Query query;
static DWORD volume;
static volatile LONG known;

static FILETIME moment(LARGE_INTEGER ticks)
{
    FILETIME time = { ticks.u.LowPart, (DWORD)ticks.u.HighPart };
    return time;
}

static BOOL WINAPI look(HANDLE file, BY_HANDLE_FILE_INFORMATION *told)
{
    struct basic basic;
    struct standard standard;
    LARGE_INTEGER index;
    IO_STATUS_BLOCK io;
    if (!known || query(file, &io, &basic, sizeof basic, BASIC) ||
        query(file, &io, &standard, sizeof standard, STANDARD) || query(file, &io, &index, sizeof index, INTERNAL)) {
        BOOL done = ask(file, told);
        if (done) {
            volume = told->dwVolumeSerialNumber;
            InterlockedExchange(&known, 1);
        }
        return done;
    }
    told->dwFileAttributes = basic.attributes;
    told->ftCreationTime = moment(basic.created);
    told->ftLastAccessTime = moment(basic.accessed);
    told->ftLastWriteTime = moment(basic.written);
    told->dwVolumeSerialNumber = volume;
    told->nFileSizeHigh = (DWORD)standard.size.u.HighPart;
    told->nFileSizeLow = standard.size.u.LowPart;
    told->nNumberOfLinks = standard.links;
    told->nFileIndexHigh = (DWORD)index.u.HighPart;
    told->nFileIndexLow = index.u.LowPart;
    return TRUE;
}

/* Put `look` where the core's table of imports names the function of kernel32. */
static void lead(HMODULE core)
{
    char *base = (char *)core;
    IMAGE_NT_HEADERS *head = (IMAGE_NT_HEADERS *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
    IMAGE_IMPORT_DESCRIPTOR *from =
        (void *)(base + head->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress);
    void *wanted = (void *)GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "GetFileInformationByHandle");
    ask = (Ask)wanted;
    query = (Query)(void *)GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQueryInformationFile");
    for (; from->Name; from++)
        for (void **entry = (void **)(base + from->FirstThunk); *entry; entry++)
            if (*entry == wanted) {
                DWORD before;
                VirtualProtect(entry, sizeof *entry, PAGE_READWRITE, &before);
                *entry = (void *)look;
                VirtualProtect(entry, sizeof *entry, before, &before);
            }
}

int wmain(int argc, wchar_t **argv)
{
    lead(GetModuleHandleW(L"python311.dll"));
    return Py_Main(argc, argv);
}
