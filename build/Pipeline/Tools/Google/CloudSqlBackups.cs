using Foundation.Failures;

namespace Pipeline.Tools.Google;

/// <summary>Takes on-demand backups of an instance of Google Cloud SQL.</summary>
/// <param name="host">The build's services.</param>
/// <param name="instance">The instance.</param>
public sealed class CloudSqlBackups(ToolHost host, CloudSqlInstance instance) : GcloudTool(host)
{
    private static readonly TimeSpan LookLimit = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override TimeSpan DefaultLimit => TimeSpan.FromHours(2);

    /// <summary>Makes sure that this login sees the instance, and that a moment of it can be restored.</summary>
    /// <exception cref="ReleaseException">It is not.</exception>
    public async Task DescribeAsync(GcloudSettings settings, CancellationToken cancellationToken)
    {
        const string recovery = "value(settings.backupConfiguration.pointInTimeRecoveryEnabled)";
        string[] arguments = ["sql", "instances", "describe", instance.Name];
        string[] rest = ["--project", instance.Project, "--format", recovery];
        var command = ToolCommand.Of("sql instances describe", [.. arguments, .. rest]);
        var answer = (await RunAsync(settings, command with { Limit = LookLimit }, cancellationToken)).Text.Trim();
        if (!answer.Equals("true", StringComparison.OrdinalIgnoreCase))
            throw new ReleaseException(
                $"gcloud sql instances describe: instance {instance.Name} has no point-in-time recovery.",
                $"gcloud sql instances patch {instance.Name} --project {instance.Project} --enable-point-in-time-recovery"
            );
    }

    /// <summary>
    /// Takes a backup and waits until Google says that it is done. gcloud itself would wait for five minutes only, and
    /// then end as if that were a failure: so it is told not to wait, and then to wait for the operation.
    /// </summary>
    /// <param name="description">The text that the backup is found by; Google gives it a number for a name.</param>
    /// <param name="settings">How gcloud is run.</param>
    /// <param name="cancellationToken">Stops the wait; Google goes on.</param>
    /// <exception cref="ReleaseException">Google refuses, or the backup failed.</exception>
    public async Task CreateAsync(string description, GcloudSettings settings, CancellationToken cancellationToken)
    {
        string[] what = ["--instance", instance.Name, "--description", description];
        var operation = await AskAsync("create", ["backups", "create", .. what, "--async"], "value(name)");
        if (operation.Length == 0)
            throw new ReleaseException($"gcloud sql backups create: no backup of instance {instance.Name} was begun.");
        var status = await AskAsync("wait", ["operations", "wait", operation, "--timeout=unlimited"], "value(status)");
        if (status != "DONE")
            throw new ReleaseException(
                $"gcloud sql operations wait: the backup of instance {instance.Name} is {status}.",
                $"gcloud sql operations describe {operation} --project {instance.Project}"
            );

        async Task<string> AskAsync(string name, string[] arguments, string format)
        {
            string[] rest = ["--project", instance.Project, "--format", format];
            var command = ToolCommand.Of($"sql {arguments[0]} {name}", ["sql", .. arguments, .. rest]);
            return (await RunAsync(settings, command, cancellationToken)).Text.Trim();
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<FailureHint> FailureHints(GcloudSettings settings) =>
        GcloudFailures.Database(instance);
}

/// <summary>An instance of Google Cloud SQL.</summary>
/// <param name="Name">The instance's name.</param>
/// <param name="Project">The project that it belongs to.</param>
public sealed record CloudSqlInstance(string Name, string Project);
