/* python3.dll: every export leads on to python311.dll. */
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
