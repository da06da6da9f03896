using System.Buffers;
using Cake.Core;
using Cake.Core.IO;

namespace Pipeline.Tools;

/// <summary>Appends data to a command line as exactly one argument each.</summary>
public static class ProcessArgumentBuilderExtensions
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+./:=@,^{}~*"
    );

    /// <summary>Appends one argument, quoted where it needs to be.</summary>
    /// <exception cref="ArgumentException">The value has a NUL character, which no argument can carry.</exception>
    public static ProcessArgumentBuilder AppendData(this ProcessArgumentBuilder arguments, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("An argument cannot hold a NUL character.", nameof(value));

        var isPlain = value.Length > 0 && !value.AsSpan().ContainsAnyExcept(Plain);
        return isPlain ? arguments.Append(value) : arguments.AppendQuoted(value);
    }

    /// <summary>Appends several arguments.</summary>
    public static ProcessArgumentBuilder AppendData(
        this ProcessArgumentBuilder arguments,
        params IEnumerable<string> values
    ) => values.Aggregate(arguments, (all, value) => all.AppendData(value));

    /// <summary>Appends an option and its value as two arguments, or nothing when there is no value.</summary>
    public static ProcessArgumentBuilder AppendOption(
        this ProcessArgumentBuilder arguments,
        string option,
        string? value
    ) => value is null ? arguments : arguments.Append(option).AppendData(value);
}
