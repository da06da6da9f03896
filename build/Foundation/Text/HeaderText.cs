namespace Foundation.Text;

/// <summary>What a token must be to be sent in a header.</summary>
public static class HeaderText
{
    /// <summary>What is wrong with one that cannot be sent; follows its name.</summary>
    public const string Problem = "holds a space, a line end or another character that an HTTP header cannot carry";

    /// <summary>Whether all of it is visible ASCII. HTTP clients throw at anything else, and some quote it.</summary>
    public static bool CanCarry(string token) => token.All(letter => letter is > ' ' and <= '~');
}
