using Pipeline.Options;
using Pipeline.Running;
using Pipeline.Targets;

namespace Pipeline.Requests;

/// <summary>
/// Tells which repository is meant when the command is called from inside another one: a person in the checkout of
/// another application may think that this one is released.
/// </summary>
public static class OtherRepository
{
    /// <summary>The line that tells it; <see langword="null"/> where nobody can be mistaken.</summary>
    public static string? Notice(CommandLine line, ReleaseRequest request)
    {
        var isAboutCheckout = request.Targets.Any(name =>
            TargetCatalog.Find(name) is { Facts: { NeedsVersion: true } or { Touches: Touch.Repository } }
        );
        if (request is not { Rehearsal: null, IsDryRun: false } || !isAboutCheckout || line.Has("app"))
            return null;

        var meant = request.Options.App;
        var here = TopOf(request.Environment.WorkingFolder);
        return here is null || here == (TopOf(meant) ?? meant)
            ? null
            : $"repository: {meant}, not {here}, which this was called from; --app=DIR names another";
    }

    // A .git of a worktree or submodule is a file.
    private static string? TopOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
                return at.FullName;
        }

        return null;
    }
}
