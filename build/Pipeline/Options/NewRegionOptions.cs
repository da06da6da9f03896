using Releases.Fleets;

namespace Pipeline.Options;

/// <summary>What a person says of a region that is new to the fleet.</summary>
public sealed record NewRegionOptions
{
    /// <summary>Where its cluster runs.</summary>
    public Provider? Provider { get; init; }

    /// <summary>Its cluster's name at the provider; the context for a kubeconfig.</summary>
    public string? Cluster { get; init; }

    /// <summary>The Azure resource group.</summary>
    public string? ResourceGroup { get; init; }

    /// <summary>The Azure subscription.</summary>
    public string? Subscription { get; init; }

    /// <summary>The folder of its own manifests.</summary>
    public string? Manifests { get; init; }

    /// <summary>What it is for.</summary>
    public Tier? Tier { get; init; }

    /// <summary>Its public address.</summary>
    public string? Url { get; init; }

    /// <summary>Its other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The groups that it joins.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The wave that it joins, from 1.</summary>
    public int? Wave { get; init; }

    internal static NewRegionOptions Read(OptionReader reader) =>
        new()
        {
            Provider = ChoiceOf<Provider>(reader, "provider", "aks", "gke", "context"),
            Cluster = reader.Text("cluster"),
            ResourceGroup = reader.Text("resource-group"),
            Subscription = reader.Text("subscription"),
            Manifests = reader.Text("manifests"),
            Tier = ChoiceOf<Tier>(reader, "tier", "production", "staging"),
            Url = UrlOf(reader),
            Aliases = reader.List("aliases"),
            Groups = reader.List("groups"),
            Wave = WaveOf(reader),
        };

    private static T? ChoiceOf<T>(OptionReader reader, string name, params string[] choices)
        where T : struct, Enum =>
        Enum.TryParse<T>(reader.Choice(name, "", choices), ignoreCase: true, out var choice) ? choice : null;

    private static string? UrlOf(OptionReader reader)
    {
        if (reader.Text("url") is not { } text)
            return null;
        _ = PublicAddress.Read(text, out var problem);
        if (problem is not null)
            reader.Note($"--url: {problem}");
        return text;
    }

    private static int? WaveOf(OptionReader reader)
    {
        if (reader.Text("wave") is not { } text)
            return null;
        if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out var wave) && wave > 0)
            return wave;
        reader.Note($"--wave: '{text}' is no number of a wave; the first is 1");
        return null;
    }
}
