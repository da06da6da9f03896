namespace Migrations.Python.Values;

/// <summary>Something that only the running program knows.</summary>
internal sealed class UnknownValue : PythonValue
{
    /// <summary>Creates it.</summary>
    /// <param name="what">What it is, for people.</param>
    /// <param name="fingerprint">Equal for the same code in other formatting.</param>
    public UnknownValue(string what, string fingerprint)
    {
        What = what;
        Fingerprint = fingerprint;
        IsKnown = false;
    }

    /// <summary>What it is, for people.</summary>
    public string What { get; }

    /// <summary>Equal for the same code in other formatting.</summary>
    public string Fingerprint { get; }
}
