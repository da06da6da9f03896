using Pipeline.Announcements;
using Pipeline.Targets;
using Releases.GitLab;
using Releases.Notifying;
using Releases.Versions;

namespace Pipeline.Running;

/// <summary>Who is told of a run.</summary>
public static class Audiences
{
    /// <summary>The webhooks that were named, and GitLab's environments page where CI does not keep it.</summary>
    public static IReadOnlyList<IAudience> Of(ReleaseContext context)
    {
        var audiences = new List<IAudience>();
        if (context.Options.Webhooks.Count > 0)
        {
            var sender = new WebhookSender(context.Time);
            audiences.AddRange(context.Options.Webhooks.Select(webhook => new WebhookAudience(webhook, sender)));
        }
        if (context.GitLab is { } server && context.Options.CiJob is null)
        {
            if (AreDeployments(context))
                audiences.Add(PageOf(context, server));
            audiences.Add(new OutdatedJobs(server, () => OutdatedAsync(context), context.Say, context.Time));
        }
        return audiences;
    }

    /// <summary>
    /// Whether regions serve another version after the run: one that only migrates leaves what serves there.
    /// </summary>
    public static bool AreDeployments(ReleaseContext context) =>
        context.IsTarget(TargetNames.Rollback) || context.TaskNames.Contains(TargetNames.SetImage);

    private static async Task<OutdatedTags?> OutdatedAsync(ReleaseContext context)
    {
        var source = await context.Checkout.StateAsync();
        if (!context.IsTarget(TargetNames.Rollback))
            return source.IsBackPort
                ? OutdatedTags.OfBackPort(source.Version.Text, context.Fleet.Regions.Select(region => region.Name))
                : null;
        if (source.Version.Version is not { } to)
            return null;
        var left = context
            .Judged.Values.SelectMany(judged => judged.Serves.Versions)
            .Concat(context.Options.UnapplyMigrations ? SchemasOf(context) : [])
            .Distinct()
            .Where(tag => ReleaseVersion.TryParse(tag) is { } version && version > to);
        return OutdatedTags.OfRollback(left, context.Regions.Select(region => region.Name));
    }

    private static IEnumerable<string> SchemasOf(ReleaseContext context) =>
        context.Judged.Values.Select(judged => judged.Schema?.ToString()).OfType<string>();

    private static EnvironmentsPage PageOf(ReleaseContext context, GitLabServer server)
    {
        return new EnvironmentsPage(
            server,
            context.Regions.ToDictionary(region => region.Name, region => region.Tier),
            SourceAsync
        );

        // A version is released from its tag, which this run may have made, and going back to it whatever is checked
        // out.
        async Task<(string, string)> SourceAsync() =>
            await context.Checkout.StateAsync() is var source && source.Version.Version is not null
                ? (source.Version.Text, source.TagCommit ?? source.Commit)
                : (source.Ref, source.Released);
    }
}
