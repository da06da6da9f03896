using Foundation.Failures;
using Foundation.Text;
using Migrations.Verdicts;
using Pipeline.Running;
using Pipeline.Tools.Git;
using Releases.Versions;

namespace Pipeline.Reverts;

/// <summary>Makes a branch that takes a commit or a merge back.</summary>
internal static class CommitRevert
{
    /// <summary>Makes the branch, in a checkout of its own.</summary>
    /// <exception cref="UsageException">There is no such commit.</exception>
    /// <exception cref="RefusedException">It carries migrations, is not on the branch, is taken back already, or files
    /// conflict.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        context.Record.Update(record => record with { Version = context.Options.Commit ?? "" });
        var commit = await RevertedCommit.ReadAsync(context);
        context.Record.Update(record => record with { Version = commit.ShortId, Commit = commit.Id });
        var (branch, at) = await BaseAsync(context, commit);
        await CheckBranchIsNewAsync(context, commit);
        CheckMigrations(context, commit);
        await RevertAsync(context, commit, branch, at);
    }

    // Where a line is being patched the patch is meant, else the main branch.
    private static async Task<(string Branch, string Commit)> BaseAsync(ReleaseContext context, RevertedCommit commit)
    {
        var (git, cancelled) = (await context.Checkout.GitAsync(), context.Cancelled);
        var current = await context.GitBranchAsync(git, cancelled);
        var isLine = ReleaseLine.OfBranch(current) is not null;
        var branch = isLine ? current! : context.Fleet.MainBranch;
        if (!isLine && await context.GitRemoteBranchAsync(branch, git, cancelled) is null)
            throw new UsageException(
                $"mainBranch '{branch}' of the fleet file is not on {git.Remote} ({context.Options.FleetFile})"
            );
        await context.GitFetchBranchAsync(branch, git, cancelled);
        var at = (await context.GitCommitAsync($"refs/remotes/{git.Remote}/{branch}", git, cancelled))!;
        if (await context.GitIsAncestorAsync(commit.Id, at, git, cancelled))
            return (branch, at);
        await ShallowClone.RefuseAsync(context, $"whether {commit.ShortId} is on {branch}", git, cancelled);
        throw new RefusedException(
            [$"{commit.ShortId} is not on {branch} of the remote, so there is nothing to take back there"],
            $"git branch --remotes --contains {commit.ShortId} shows where it is"
        );
    }

    private static async Task CheckBranchIsNewAsync(ReleaseContext context, RevertedCommit commit)
    {
        var there = await context.GitCommitAsync(
            $"refs/heads/{commit.Branch}",
            context.Checkout.Git,
            context.Cancelled
        );
        if (there is not null)
            throw new RefusedException(
                [$"branch {commit.Branch} is there already, at {ShortCommit.Of(there)}"],
                $"go on with it: git checkout {commit.Branch}, or git branch --delete --force {commit.Branch}"
            );
    }

    private static void CheckMigrations(ReleaseContext context, RevertedCommit commit)
    {
        var options = context.Options;
        if (commit.Migrations.Count == 0 || options.DropMigrations || options.AcceptMigrationRisk)
            return;
        context.Say(
            $"{commit.ShortId} carries migrations. Where they have run, taking their files away leaves their tables and columns behind,"
        );
        context.Say("and Django does not know of them any more. There are three ways:");
        context.Say(
            "  1. --drop-migrations takes back everything but the migrations; new ones then undo what they did"
        );
        context.Say("  2. a patch release of the version before it: ./build.sh --target=StartPatch --line=X.Y");
        context.Say(
            "  3. --accept-migration-risk takes the migrations back, too: for what has run nowhere, or was un-applied"
        );
        throw new RefusedException(
            [$"{commit.ShortId} carries migrations: {string.Join(", ", commit.Migrations.Select(NameOf))}"],
            $"./build.sh --target=Revert --commit={commit.ShortId} --drop-migrations"
        );
    }

    private static async Task RevertAsync(ReleaseContext context, RevertedCommit commit, string branch, string at)
    {
        var (git, cancelled) = (context.Checkout.Git, context.Cancelled);
        var stays = context.Options.DropMigrations ? commit.MigrationFiles : [];
        await using var worktree = await context.GitAddWorktreeAsync(at, git, cancelled);
        var conflicts = await worktree.RevertAsync(commit.Id, commit.IsMerge, cancelled);
        if (stays.Count > 0)
        {
            await worktree.RestoreAsync(stays, cancelled);
            conflicts = await worktree.ConflictsAsync(cancelled);
        }
        if (conflicts.Count > 0)
        {
            NextCommands.Write(
                context,
                (
                    "By hand it goes like this; fix the files, then commit.",
                    [
                        ShellWord.Line("git", "checkout", "-b", commit.Branch, $"{git.Remote}/{branch}"),
                        $"git revert {(commit.IsMerge ? "-m 1 " : "")}{commit.ShortId}",
                    ]
                )
            );
            throw new RefusedException(
                [$"{commit.ShortId} cannot be taken back by itself: {string.Join(", ", conflicts)} changed since"],
                "take it back by hand, with the commands above"
            );
        }
        var made =
            await worktree.CommitAsync(MessageOf(commit, stays), cancelled)
            ?? throw new RefusedException([
                stays.Count > 0
                    ? $"besides migrations, which stay, {branch} has nothing of {commit.ShortId} that could be taken back"
                    : $"{branch} has nothing left of {commit.ShortId} that could be taken back",
            ]);
        await context.GitCreateBranchAsync(commit.Branch, made, git, cancelled);
        context.Say($"branch {commit.Branch} takes back \"{commit.Subject}\" on top of {branch}");
        SayWhatComesNext(context, commit, stays.Count > 0);
    }

    private static string MessageOf(RevertedCommit commit, IReadOnlyList<string> stays)
    {
        var what = commit.IsMerge
            ? $"This reverts merge {commit.Id}, back to {commit.Parent}."
            : $"This reverts commit {commit.Id}.";
        var files = stays.Count == 0 ? "" : $"\nIts migrations stay:\n{string.Join('\n', stays)}\n";
        return $"Revert \"{commit.Subject}\"\n\n{what}\n{files}";
    }

    private static void SayWhatComesNext(ReleaseContext context, RevertedCommit commit, bool migrationsStay)
    {
        var steps = new List<(string, string[])>
        {
            ("What comes next: look at the branch.", [$"git checkout {commit.Branch}"]),
        };
        if (migrationsStay)
            steps.Add(
                (
                    "Make the migrations that undo what stayed, and read them: a column may lose values. Run them on a "
                        + "copy of the data.",
                    ["python manage.py makemigrations", "python manage.py migrate"]
                )
            );
        steps.Add(
            (
                "Run the tests, commit what is missing, push, and open a merge request.",
                [$"git push {context.Checkout.Git.Remote} {commit.Branch}"]
            )
        );
        if (commit.IsMerge)
            steps.Add(
                ("To bring the merged branch back later, revert this revert first: git takes it for merged.", [])
            );
        NextCommands.Write(context, steps);
    }

    private static string NameOf(MigrationChange migration) => $"{migration.FullName} ({migration.Change.Word()})";
}
