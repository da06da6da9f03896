namespace Clusters.Credentials;

/// <summary>What a token must be to be sent as <c>Authorization: Bearer</c>.</summary>
internal static class BearerToken
{
    /// <summary>What is wrong with one that cannot be sent; follows its name.</summary>
    public const string Problem = "holds a space, a line end or another character that an HTTP header cannot carry";

    /// <summary>Whether all of it is visible ASCII. HTTP clients throw at anything else, and quote it.</summary>
    public static bool CanBeSent(string token) => token.All(letter => letter is > ' ' and <= '~');
}
