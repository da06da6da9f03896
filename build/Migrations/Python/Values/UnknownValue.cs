namespace Migrations.Python.Values;

/// <summary>A value that only the running program knows.</summary>
internal sealed class UnknownValue : PythonValue
{
    /// <summary>Creates an unknown value.</summary>
    /// <param name="what">A description for people.</param>
    /// <param name="fingerprint">A text that is equal for the same code in another formatting.</param>
    public UnknownValue(string what, string fingerprint)
    {
        What = what;
        Fingerprint = fingerprint;
        IsKnown = false;
    }

    /// <summary>A description for people.</summary>
    public string What { get; }

    /// <summary>A text that is equal for the same code in another formatting.</summary>
    public string Fingerprint { get; }
}
