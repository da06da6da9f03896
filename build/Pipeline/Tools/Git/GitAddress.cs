namespace Pipeline.Tools.Git;

/// <summary>The address of a repository.</summary>
internal static class GitAddress
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
}
