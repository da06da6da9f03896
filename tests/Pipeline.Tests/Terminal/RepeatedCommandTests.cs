using Pipeline.Terminal;
using Releases.Records;

namespace Pipeline.Tests.Terminal;

public sealed class RepeatedCommandTests
{
    private static readonly ReleaseRecord Record = new()
    {
        Target = "Unlock",
        Version = "",
        Actor = "Ann",
        Host = "laptop",
        StartedAt = DateTimeOffset.UnixEpoch,
        Arguments = ["--target=Unlock", "--regions=uk,au", "--namespace=web", "--fleet=other.yaml", "--yes"],
    };

    [Theory]
    [InlineData("./build.sh --target=Unlock --regions=au", "./build.sh --target=Unlock --regions=au{0}")]
    [InlineData(
        "to be asked about the rest: ./build.sh --target=Unlock --regions=au",
        "to be asked about the rest: ./build.sh --target=Unlock --regions=au{0}"
    )]
    [InlineData(
        "ask them: ./build.sh --target=Unlock --regions=uk; about the rest: ./build.sh --target=Unlock --regions=au",
        "ask them: ./build.sh --target=Unlock --regions=uk{0}; "
            + "about the rest: ./build.sh --target=Unlock --regions=au{0}"
    )]
    [InlineData("./build.sh makes 1.2.3; or push the tag", "./build.sh makes 1.2.3; or push the tag")]
    [InlineData("wait for its end: kubectl get pods", "wait for its end: kubectl get pods")]
    [InlineData("az login, or set ARM_CLIENT_ID", "az login, or set ARM_CLIENT_ID")]
    public void Every_command_of_the_last_line_leads_to_where_the_run_was(string steps, string led) =>
        RepeatedCommand
            .InSteps(Record, steps)
            .ShouldBe(led.Replace("{0}", " --fleet=other.yaml --namespace=web", StringComparison.Ordinal));
}
