namespace Releases.Rollout.Diagnosis;

/// <summary>Words by which a message of the cluster is recognised.</summary>
internal static class Signs
{
    /// <summary>Whether a message has one of the signs, in any case.</summary>
    public static bool HasAny(this string message, params ReadOnlySpan<string> signs)
    {
        foreach (var sign in signs)
        {
            if (message.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
