using Foundation.Files;
using Foundation.Text;
using YamlDotNet.RepresentationModel;

namespace Releases.Fleets.Reading;

/// <summary>Reads one region of the fleet file.</summary>
/// <param name="defaultNamespace">The namespace of a region that names none.</param>
/// <param name="folder">The file's folder, which paths are relative to.</param>
/// <param name="home">The folder that <c>~/</c> means; <see langword="null"/> leaves it as it stands.</param>
/// <param name="problems">Where problems are noted.</param>
internal sealed class RegionReader(string defaultNamespace, string folder, string? home, FleetProblems problems)
{
    private static readonly string[] Keys =
    [
        "aliases",
        "provider",
        "cluster",
        "context",
        "kubeconfig",
        "namespace",
        "tier",
        "resourceGroup",
        "subscription",
        "project",
        "location",
        "manifests",
        "variables",
        "url",
        "database",
    ];

    public Region Read(string name, YamlNode node)
    {
        var section = YamlSection.Of(node, $"region {name}", Keys, problems);
        if (!KubernetesName.IsLabel(name))
            problems.Add(node, $"region {name}: a name has lower-case letters, digits and '-' only");
        var provider = ProviderOf(section, name);
        var region = new Region
        {
            Name = name,
            Aliases = AliasesOf(section, name),
            Provider = provider ?? Provider.Context,
            Cluster = section.Text(provider == Provider.Context ? "context" : "cluster") ?? name,
            Namespace = section.Text("namespace") ?? defaultNamespace,
            HasOwnNamespace = section.Text("namespace") is not null,
            Tier = section.Choice<Tier>("tier") ?? Tier.Production,
            ResourceGroup = section.Text("resourceGroup"),
            Subscription = section.Text("subscription"),
            Project = section.Text("project"),
            Location = section.Text("location"),
            Kubeconfig = KubeconfigOf(section, name),
            Manifests = section.Text("manifests"),
            Variables = new VariableReader(problems).Read(section, $"region {name}"),
            Url = UrlOf(section, name),
            Line = (int)node.Start.Line,
        };
        region = region with { Database = new DatabaseReader(problems).Of(section, region) };
        if (!KubernetesName.IsLabel(region.Namespace))
            problems.Add(section.Line, $"region {name}: '{region.Namespace}' cannot be a namespace");
        // The provider decides what a region needs. Without a provider nothing can be checked.
        if (provider is not null)
            Check(section, region);
        return region;
    }

    private string[] AliasesOf(YamlSection section, string name)
    {
        if (section.Find("aliases") is null)
            return [];
        var aliases = new List<string>();
        foreach (var node in section.Items("aliases"))
        {
            var alias = YamlSection.TextOf(node) ?? "";
            if (!KubernetesName.IsLabel(alias))
                problems.Add(node, $"region {name}: an alias has lower-case letters, digits and '-' only");
            else
                aliases.Add(alias);
        }
        return [.. aliases];
    }

    // Whole, since it is read later, from whatever folder, and stands in commands that people paste.
    private string? KubeconfigOf(YamlSection section, string name)
    {
        if (section.Text("kubeconfig") is not { } text)
            return null;
        if (!Tilde.Begins(text))
            return Path.GetFullPath(text, folder);
        var path = Tilde.Expanded(text, home ?? "~");
        if (path == text && home is not null)
            problems.Add(
                section.Find("kubeconfig")!,
                $"region {name}: kubeconfig: of folders with a ~ only your own, ~/, is known; write the path of '{text}'"
            );
        return path;
    }

    private Provider? ProviderOf(YamlSection section, string name)
    {
        if (section.Find("provider") is null)
            problems.Add(section.Line, $"region {name}: 'provider' is missing (aks, gke or context)");
        // A drill makes its own regions. A fleet file cannot name them.
        return section.Choice("provider", Provider.Drill);
    }

    private void Check(YamlSection section, Region region)
    {
        foreach (var key in RequiredKeys(region.Provider))
            section.Required(key, $"every {region.Provider.Word()} region has one");
        var foreign = new[] { "resourceGroup", "subscription", "project", "location", "context", "kubeconfig" }
            .Except(RequiredKeys(region.Provider))
            .Except(OptionalKeys(region.Provider))
            .Where(key => section.Find(key) is not null);
        foreach (var key in foreign)
        {
            var provider = region.Provider.Word();
            problems.Add(section.Find(key)!, $"region {region.Name}: '{key}' means nothing for provider {provider}");
        }
    }

    private static string[] RequiredKeys(Provider provider) =>
        provider switch
        {
            Provider.Aks => ["cluster", "resourceGroup"],
            Provider.Gke => ["cluster", "project", "location"],
            Provider.Context or Provider.Drill => ["context"],
        };

    private static string[] OptionalKeys(Provider provider) =>
        provider switch
        {
            Provider.Aks => ["subscription"],
            Provider.Gke => [],
            Provider.Context or Provider.Drill => ["kubeconfig"],
        };

    private Uri? UrlOf(YamlSection section, string name)
    {
        if (section.Text("url") is not { } text)
            return null;
        var url = PublicAddress.Read(text, out var problem);
        if (problem is not null)
            problems.Add(section.Find("url")!, $"region {name}: url: {problem}");
        return url;
    }
}
