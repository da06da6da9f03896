using Microsoft.PowerShell;

// A PowerShell for the tests of build.ps1, on machines that have none.
return UnmanagedPSEntry.Start(args, args.Length);
