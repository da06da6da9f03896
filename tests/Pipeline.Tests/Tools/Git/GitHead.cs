namespace Pipeline.Tests.Tools.Git;

/// <summary>What a checkout is at, without a process: the branch's file, as every commit writes it.</summary>
internal static class GitHead
{
    /// <summary>The commit that is checked out.</summary>
    public static string Of(string checkout)
    {
        var head = Read("HEAD");
        return head.StartsWith("ref: ", StringComparison.Ordinal) ? Read(head["ref: ".Length..]) : head;

        string Read(string name) => File.ReadAllText(Path.Combine(checkout, ".git", name)).Trim();
    }
}
