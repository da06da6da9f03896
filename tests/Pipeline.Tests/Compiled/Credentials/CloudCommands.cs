using Pipeline.Tests.Drills;
using Scripts;

namespace Pipeline.Tests.Compiled.Credentials;

/// <summary>
/// Stand-ins for the clouds' tools in a folder for the PATH. They note every start, and fail loudly on a command line
/// that nobody expects.
/// </summary>
internal static class CloudCommands
{
    /// <summary>Writes a tool.</summary>
    /// <param name="folder">Where to; the tools are below <c>bin</c>.</param>
    /// <param name="name">The tool.</param>
    /// <param name="answers">Command lines with the shell code that answers them.</param>
    public static void Write(TemporaryFolder folder, string name, params (string Words, string Code)[] answers)
    {
        var cases = string.Join('\n', answers.Select(answer => $"'{answer.Words}') {answer.Code} ;;"));
        ScriptFile.Write(
            folder[$"bin/{name}"],
            $"#!/bin/sh\necho \"$*\" >>'{NotesOf(folder, name)}'\ncase \"$*\" in\n{cases}\n*) echo \"unscripted: {name} $*\" >&2; exit 97 ;;\nesac\n"
        );
    }

    /// <summary>The command lines that a tool was started with, expected ones and others.</summary>
    public static string[] Started(TemporaryFolder folder, string name) =>
        File.Exists(NotesOf(folder, name)) ? File.ReadAllLines(NotesOf(folder, name)) : [];

    private static string NotesOf(TemporaryFolder folder, string name) => folder[$"{name}.started"];
}
