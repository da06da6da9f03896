namespace Releases.Rollout.Diagnosis;

/// <summary>Words by which a message of the cluster is recognised.</summary>
internal static class MessageWords
{
    /// <summary>Whether a message has one of the words, in any case.</summary>
    public static bool HasAny(this string message, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (message.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
