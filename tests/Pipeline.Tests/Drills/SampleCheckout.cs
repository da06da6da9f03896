using Pipeline.Rehearsals;
using Pipeline.Tools;
using Releases.Versions;

namespace Pipeline.Tests.Drills;

/// <summary>
/// The sample application with its remote, made by git once for all tests and copied for each: a dozen git processes a test
/// would take half of the processor's time.
/// </summary>
internal static class SampleCheckout
{
    /// <summary>The application itself.</summary>
    public static SampleApplication Sample { get; } =
        new(ToolHosts.WithoutContext(TimeProvider.System), Path.Combine(Repository.Root, "tests", "app"));

    private static readonly TemporaryFolder Template = new();

    private static readonly Lazy<Task> Made = new(() =>
        Sample.CheckOutAsync(Template.Path, "master", ReleaseVersion.Parse(StagedFleet.From), CancellationToken.None)
    );

    static SampleCheckout() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Template.Dispose();

    /// <summary>Puts the checkout, <c>app</c>, and its remote, <c>origin.git</c>, into a folder.</summary>
    public static async Task CopyToAsync(TemporaryFolder folder)
    {
        await Made.Value;
        Copy(Template.Path, folder.Path);
        var configuration = folder["app/.git/config"];
        var text = await File.ReadAllTextAsync(configuration);
        await File.WriteAllTextAsync(configuration, text.Replace(Template.Path, folder.Path, StringComparison.Ordinal));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
