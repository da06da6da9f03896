using System.Text.RegularExpressions;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Architecture;

/// <summary>What is safe only when it is done in one way is done in one place.</summary>
public sealed partial class OnePlaceTests
{
    [Theory]
    // Who starts a program by itself may find it in a checkout, or hand it every secret.
    [InlineData(
        @"\bnew ProcessStartInfo\b|\bProcess\.Start\(|\bUseShellExecute\b",
        "Foundation/Processes/ChildProcess.cs"
    )]
    // Who connects by itself may follow a redirect with a token, or take a proxy to its own machine. The second is for
    // clusters, with the proxy and the trust of their kubeconfig.
    [InlineData(
        @"new (SocketsHttpHandler|HttpClientHandler)",
        "Clusters/Calls/ConnectionPipeline.cs",
        "Foundation/Http/HttpTransport.cs"
    )]
    [InlineData(@"new HttpClient\(\)")]
    public void It_stands_there_alone(string what, params string[] places)
    {
        var build = Path.Combine(Repository.Root, "build");
        var found = Directory
            .EnumerateFiles(build, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(build, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !Generated().IsMatch(file))
            .Where(file =>
                Lines(Path.Combine(build, file)).Any(line => Regex.IsMatch(line, what, RegexOptions.NonBacktracking))
            )
            .Order(StringComparer.Ordinal);

        found.ShouldBe(places);
    }

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"(^|/)(bin|obj)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Generated();
}
