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
    // A task reaches a tool through an alias, which gives it Cake's services.
    [InlineData(
        @"\bToolHost\.Of\(",
        "Pipeline/Tools/Azure/AzureAliases.cs",
        "Pipeline/Tools/Docker/DockerAliases.cs",
        "Pipeline/Tools/DotNet/DotNetAliases.cs",
        "Pipeline/Tools/Git/GitAliases.cs",
        "Pipeline/Tools/Git/GitCheckoutAliases.cs",
        "Pipeline/Tools/Google/GoogleAliases.cs",
        "Pipeline/Tools/TestStack/TestStackAliases.cs"
    )]
    // Two formats of a moment make two records. The embedded clusters write theirs as the real API does.
    [InlineData("yyyy-MM-dd", "Drill/Json/Timestamps.cs", "Foundation/Timing/UtcText.cs")]
    // Who parses by itself shows the parser's message, which may quote a secret, or throws. Not for our own formats.
    [InlineData(
        @"\bJson(Document|Element)\.Parse\(",
        "Foundation/Json/LooseJson.cs",
        "Releases/Images/RegistryAnswer.cs",
        "Releases/Images/RegistryAuthentication.cs",
        "Releases/Records/RecordFormat.cs"
    )]
    // Who puts a second order together lets lanes do what the checks have not seen.
    [InlineData(@"new (ReleaseOrder|ApplyOrder)\b", "Pipeline/Running/ReleaseOrders.cs")]
    // Who goes through waves by itself goes on after a failure.
    [InlineData(@"foreach \(var wave in", "Releases/Fleets/WaveRun.cs")]
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

    [GeneratedRegex(@"(^|/)(bin|obj)/", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Generated();
}
