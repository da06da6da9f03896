using System.Diagnostics;

namespace Foundation.Secrets;

/// <summary>
/// A password, token or kubeconfig. It prints as <c>***</c> wherever it ends up by accident: in a message, in a log, in
/// a debugger. Code that needs the value asks for it by name.
/// </summary>
[DebuggerDisplay("***")]
public sealed class Secret
{
    private readonly string _value;

    /// <summary>Wraps a value that must never be shown, and makes it known to the <see cref="SecretKeeper"/>.</summary>
    public Secret(string value)
        : this(value, isSought: true) { }

    private Secret(string value, bool isSought)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
        if (isSought)
            SecretKeeper.Learn(value);
    }

    /// <summary>
    /// Wraps a value that may be a secret and may be a plain setting, such as <c>azurecli</c>. It is not shown, and not
    /// looked for in the text of others.
    /// </summary>
    public static Secret OfSetting(string value) => new(value, isSought: false);

    /// <summary>
    /// Wraps a value that is taken for a secret by the name of its variable. It is looked for like any secret, unless
    /// the run itself uses it as a name: <see cref="SecretKeeper.Spare"/>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="variable">The variable's name.</param>
    public static Secret Guessed(string value, string variable)
    {
        SecretKeeper.Suspect(variable, value);
        return new(value, isSought: false);
    }

    /// <summary>Whether there is nothing to hide.</summary>
    public bool IsEmpty => _value.Length == 0;

    /// <summary>
    /// The value itself, for the one place that hands it on: standard input, a request header, a private file.
    /// </summary>
    public string Reveal() => _value;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
