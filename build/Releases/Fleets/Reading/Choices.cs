using Foundation.Text;

namespace Releases.Fleets.Reading;

/// <summary>The members of an enumeration as a file spells them.</summary>
internal static class Choices<T>
    where T : struct, Enum
{
    public static readonly string[] Names = [.. Enum.GetValues<T>().Select(NameOf)];

    public static string NameOf(T choice) => choice is WorkloadKind ? choice.ToString() : choice.Word();

    // Enum.TryParse alone would also accept numbers and lists.
    public static bool TryParse(string text, out T choice) =>
        Enum.TryParse(text, ignoreCase: true, out choice) && Names.Contains(text, StringComparer.OrdinalIgnoreCase);
}
