namespace Releases.Fleets;

/// <summary>The address at which people reach a region: every report shows it, and a check asks it.</summary>
public static class PublicAddress
{
    /// <summary>Reads one. One that may hold a password is not quoted in what is wrong with it.</summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="problem">Why it is none; <see langword="null"/> when it is one.</param>
    public static Uri? Read(string text, out string? problem)
    {
        _ = Uri.TryCreate(text, UriKind.Absolute, out var url);
        problem =
            url is { UserInfo.Length: > 0 }
                ? "it has a user or a password, which every report would show and no check sends; write it without"
            : url is { Scheme: "http" or "https" } ? null
            : text.Contains('@', StringComparison.Ordinal) ? "it is no http or https address"
            : $"'{text}' is no http or https address";
        return problem is null ? url : null;
    }
}
