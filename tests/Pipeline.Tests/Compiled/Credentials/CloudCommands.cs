using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>Stand-ins for the clouds' tools in a folder for the PATH; they fail loudly on a command line that nobody expects.</summary>
internal static class CloudCommands
{
    /// <summary>Writes a tool.</summary>
    /// <param name="folder">Where to; the tools are below <c>bin</c>.</param>
    /// <param name="name">The tool.</param>
    /// <param name="answers">Command lines with the shell code that answers them.</param>
    public static void Write(TemporaryFolder folder, string name, params (string Words, string Code)[] answers)
    {
        var cases = string.Join('\n', answers.Select(answer => $"'{answer.Words}') {answer.Code} ;;"));
        var file = folder.Write(
            $"bin/{name}",
            $"#!/bin/sh\ncase \"$*\" in\n{cases}\n*) echo \"unscripted: {name} $*\" >&2; exit 97 ;;\nesac\n"
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
