using Pipeline.Announcements;
using Pipeline.Targets;
using Releases.GitLab;
using Releases.Notifying;

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
            audiences.AddRange([
                PageOf(context, server),
                new OutdatedJobs(
                    server,
                    context.Fleet.Regions.Select(region => region.Name),
                    IsBackPortAsync,
                    context.Say,
                    context.Time
                ),
            ]);
        return audiences;

        // Going back, the tag's jobs are long past.
        async Task<bool> IsBackPortAsync() =>
            !context.IsTarget(TargetNames.Rollback) && (await context.Checkout.StateAsync()).IsBackPort;
    }

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
                : (source.Ref, source.Commit);
    }
}
