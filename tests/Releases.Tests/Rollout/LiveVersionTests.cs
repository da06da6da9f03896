using Releases.Records;
using Releases.Rollout;

namespace Releases.Tests.Rollout;

public sealed class LiveVersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.2.3", "1.2.3")]
    [InlineData("mixed 1.2.9/1.2.10", "1.2.10", "1.2.9", "1.2.10")]
    [InlineData("mixed feature-x/1.2.3", "1.2.3", "feature-x")]
    [InlineData("unknown: some images carry no version", null, null)]
    [InlineData("unknown: some images carry no version, others 1.2.3", "1.2.3", null)]
    [InlineData("unknown: no workload was found")]
    public void The_versions_of_a_region_s_workloads_in_words(string words, params string?[] versions)
    {
        var serving = LiveVersion.Of(versions);

        serving.ToString().ShouldBe(words);
        // As a record says it, it is read again.
        Serving.Read(words)!.GetType().ShouldBe(serving.GetType());
        Serving.Read(words)!.ToString().ShouldBe(words);
    }
}
