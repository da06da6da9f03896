namespace Migrations.Python.Values;

/// <summary>A value that only the running program knows.</summary>
internal sealed class UnknownValue : PythonValue
{
    /// <summary>The beginning of the description of an attribute.</summary>
    public const string Attribute = "the attribute '";

    /// <summary>The end of the description of an attribute of a class that the file defines.</summary>
    public const string OfFile = " of a class of the file";

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

    /// <summary>Whether it is what a class of the file calls by a name, such as a member of an enumeration.</summary>
    public bool IsOfFile =>
        What.StartsWith(Attribute, StringComparison.Ordinal) && What.EndsWith(OfFile, StringComparison.Ordinal);
}
