using Foundation.Failures;

namespace Pipeline.Tools.Google;

/// <summary>Asks who is logged in.</summary>
public sealed class GcloudAccounts(ToolHost host) : GcloudTool(host)
{
    /// <summary>The account that the other commands use.</summary>
    /// <exception cref="ReleaseException">Nobody is logged in.</exception>
    public async Task<string> ActiveAsync(GcloudSettings settings, CancellationToken cancellationToken)
    {
        string[] arguments = ["auth", "list", "--filter=status:ACTIVE", "--format=value(account)"];
        var output = await RunAsync(settings, ToolCommand.Of("auth list", arguments), cancellationToken);
        if (output.Text.Length == 0)
            throw new ReleaseException("gcloud auth list: nobody is logged in to Google Cloud.", "gcloud auth login");
        return output.Text.Any(char.IsWhiteSpace)
            ? throw new ReleaseException(
                "gcloud auth list: what it printed is no account.",
                "gcloud auth list --filter=status:ACTIVE"
            )
            : output.Text;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(GcloudSettings settings) => GcloudFailures.Account;
}
