using System.Collections.ObjectModel;
using Foundation.Yaml;
using Releases.Manifests;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads what the fleet file gives to the manifests.</summary>
internal sealed class VariableReader(FleetProblems problems)
{
    private const string Key = "variables";

    /// <summary>Reads the variables of the fleet or of a region; none where it has none.</summary>
    /// <param name="section">The section of the fleet or the region.</param>
    /// <param name="name">The name that problems use for it.</param>
    public IReadOnlyDictionary<string, FleetVariable> Read(YamlSection section, string name)
    {
        if (section.Find(Key) is not { } node)
            return ReadOnlyDictionary<string, FleetVariable>.Empty;
        var variables = new Dictionary<string, FleetVariable>();
        foreach (var (variable, value) in YamlSection.Of(node, $"{name}: {Key}", null, problems).Entries)
        {
            if (ManifestVariables.OfTheRun.Contains(variable))
                problems.Add(value, $"{name}: {Key}: ${variable} is filled in by every run; take another name");
            else if (!IsName(variable))
                problems.Add(value, $"{name}: {Key}: '{variable}' has other letters than A-Z, 0-9 and _");
            else if (value is YamlScalarNode { Value: { Length: > 0 } text } scalar && IsText(scalar, text))
                variables[variable] = new FleetVariable(text, IsNumber(scalar));
            else
                problems.Add(value, $"{name}: {Key}: '{variable}' has to be a text or a number");
        }
        return variables;
    }

    // Capitals only, as in every environment: `$Port` and `$PORT` would be two.
    private static bool IsName(string text) =>
        text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_')
        && !char.IsAsciiDigit(text[0]);

    private static bool IsText(YamlScalarNode scalar, string text) => !text.Contains('\0') && !YamlJson.IsNull(scalar);

    private static bool IsNumber(YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty && WholeNumber.TryParse(scalar.Value!, out _);
}
