using System.Diagnostics;
using System.Text;

namespace Scripts;

/// <summary>Scripts that stand in for programs.</summary>
internal static class ScriptFile
{
    /// <summary>
    /// Writes one that can be started at once. Another process does it: what this one has open for writing is open for
    /// a moment in whatever a test beside it starts, too, and no system starts a program that is being written ("Text
    /// file busy").
    /// </summary>
    /// <returns>The file.</returns>
    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllText(path, text);
            return path;
        }
        string[] command = ["-c", "cat >\"$0\" && chmod u=rwx \"$0\"", path];
        var start = new ProcessStartInfo("sh", command)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var shell = Process.Start(start)!;
        shell.StandardInput.Write(text);
        shell.StandardInput.Close();
        shell.WaitForExit();
        shell.ExitCode.ShouldBe(0, path);
        return path;
    }
}
