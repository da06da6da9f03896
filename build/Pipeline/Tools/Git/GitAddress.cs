namespace Pipeline.Tools.Git;

/// <summary>The address of a repository.</summary>
public static class GitAddress
{
    /// <summary>
    /// Takes user and password out of a URL, where CI puts its job token. Of <c>ssh://</c> only the password goes,
    /// since the address needs its user; <c>git@host:path</c> stays, since ssh takes no password there.
    /// </summary>
    public static string WithoutUser(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return address;

        var start = scheme + "://".Length;
        var path = address.IndexOf('/', start);
        var user = (path < 0 ? address[start..] : address[start..path]).LastIndexOf('@');
        if (user < 0)
            return address;
        if (!address.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase))
            return address.Remove(start, user + 1);

        var password = address.IndexOf(':', start, user);
        return password < 0 ? address : address.Remove(password, start + user - password);
    }

    /// <summary>
    /// The address at which a browser finds the repository on its server; <see langword="null"/> where it has none that
    /// can be told from this.
    /// </summary>
    public static string? WebPage(string address)
    {
        var plain = WithoutUser(address);
        if (Uri.TryCreate(plain, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
            return Trimmed(plain);
        if (url?.Scheme == "ssh")
            return Trimmed($"https://{url.Host}{url.AbsolutePath}");
        // git@host:group/project.git
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var host = colon < 0 ? "" : address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..colon];
        return host.Contains('.', StringComparison.Ordinal) && !host.Contains('/', StringComparison.Ordinal)
            ? Trimmed($"https://{host}/{address[(colon + 1)..].TrimStart('/')}")
            : null;
    }

    private static string Trimmed(string address)
    {
        var page = address.TrimEnd('/');
        return page.EndsWith(".git", StringComparison.Ordinal) ? page[..^".git".Length] : page;
    }
}
