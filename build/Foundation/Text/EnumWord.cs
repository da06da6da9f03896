namespace Foundation.Text;

/// <summary>Members of enumerations as records, files and screens spell them: in lower case.</summary>
public static class EnumWord
{
    /// <summary>The word: <c>Provider.Aks</c> is <c>aks</c>.</summary>
    public static string Word<T>(this T member)
        where T : struct, Enum => member.ToString().ToLowerInvariant();
}
