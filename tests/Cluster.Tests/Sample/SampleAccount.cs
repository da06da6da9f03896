using System.Text;
using System.Text.Json.Nodes;
using Cluster.Tests.Stack;

namespace Cluster.Tests.Sample;

/// <summary>
/// Somebody who may do in a region what <c>kubernetes/access/release.yaml</c> grants, or less. The person who releases
/// has the account as a context of the kubeconfig.
/// </summary>
public sealed class SampleAccount
{
    /// <summary>The context of the account.</summary>
    public const string Context = "releaser";

    private const string Name = "releaser";

    private readonly SampleApplication _application;
    private readonly SampleRegion _region;

    private SampleAccount(SampleApplication application, SampleRegion region)
    {
        _application = application;
        _region = region;
    }

    /// <summary>The account's name for Kubernetes.</summary>
    public string User => $"system:serviceaccount:{_region.Namespace}:{Name}";

    /// <summary>Makes an account that may do nothing.</summary>
    public static async Task<SampleAccount> CreateAsync(
        StackSettings stack,
        SampleApplication application,
        string region
    )
    {
        var account = new SampleAccount(application, application[region]);
        await account._region.Kubectl.ApplyAsync(
            $$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: {{Name}} }
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: {{Name}}, annotations: { kubernetes.io/service-account.name: {{Name}} } }
            type: kubernetes.io/service-account-token
            """
        );
        var token = await Eventually.FindAsync(
            $"token of {account.User}",
            async () =>
                (await account._region.Kubectl.ListAsync("secrets", $"--field-selector=metadata.name={Name}"))
                    .Select(secret => (string?)secret["data"]?["token"])
                    .SingleOrDefault()
        );
        var text = await File.ReadAllTextAsync(application.Home.Kubeconfig, TestContext.Current.CancellationToken);
        text = text.Replace(
                "\nusers:\n",
                $"\nusers:\n  - {{ name: {Name}, user: {{ token: {Encoding.UTF8.GetString(Convert.FromBase64String(token))} }} }}\n",
                StringComparison.Ordinal
            )
            .Replace(
                "\ncontexts:\n",
                $"\ncontexts:\n  - {{ name: {Context}, context: {{ cluster: {stack.Context}, user: {Name} }} }}\n",
                StringComparison.Ordinal
            );
        await File.WriteAllTextAsync(application.Home.Kubeconfig, text, TestContext.Current.CancellationToken);
        return account;
    }

    /// <summary>Applies a Role to the account, as the page on permissions says.</summary>
    /// <param name="administrator">The context of somebody who may grant it.</param>
    /// <param name="file">The Role's file.</param>
    /// <param name="group">The group that the page gives it to.</param>
    public async Task GrantAsync(string administrator, string file = "release.yaml", string group = "release-team")
    {
        var page = await File.ReadAllTextAsync(
            Repository.Of("docs", "permissions.md"),
            TestContext.Current.CancellationToken
        );
        var from = page[..page.IndexOf($" kubernetes/access/{file} |", StringComparison.Ordinal)]
            .LastIndexOf("sed -e ", StringComparison.Ordinal);
        var command = page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
        foreach (
            var (written, meant) in new[]
            {
                ("/Group/", "/User/"),
                ($"/{group}/", $"/{User}/"),
                (" kubernetes/access", $" {Repository.Of("kubernetes", "access")}"),
                ("--context=uk", $"--context={administrator}"),
                ("--namespace=default", $"--namespace={_region.Namespace}"),
            }
        )
        {
            command.ShouldContain(written);
            command = command.Replace(written, meant, StringComparison.Ordinal);
        }
        await _application.PasteAsync(command);
        await BecomeAsync([.. (await _region.Kubectl.ListAsync("roles")).SelectMany(Permissions)], isAllowed: true);
    }

    /// <summary>Takes the Role of a release from the account.</summary>
    public async Task WithdrawAsync()
    {
        var role = await RoleAsync();
        await _region.Kubectl.RunAsync("delete", "rolebinding/release", "role/release");
        await BecomeAsync(Permissions(role), isAllowed: false);
    }

    /// <summary>The Role of a release as it is applied.</summary>
    public async Task<JsonNode> RoleAsync() =>
        (await _region.Kubectl.ListAsync("roles", "--field-selector=metadata.name=release")).ShouldHaveSingleItem();

    /// <summary>Each single permission of a Role.</summary>
    public static IReadOnlyList<GrantedVerb> Permissions(JsonNode role) =>
        [
            .. from rule in Rules(role)
            from verb in Texts(rule, "verbs")
            select new GrantedVerb(verb, Texts(rule, "apiGroups").Single(), Texts(rule, "resources").Single()),
        ];

    /// <summary>Grants a Role without one of its permissions, and waits until the server goes by that.</summary>
    public async Task GrantWithoutAsync(JsonNode role, GrantedVerb missing)
    {
        var rules = Rules(role)
            .Select(rule => rule.DeepClone())
            .Where(rule => !(IsOf(rule, missing) && Texts(rule, "verbs").SequenceEqual([missing.Verb])))
            .ToArray();
        foreach (var rule in rules.Where(rule => IsOf(rule, missing)))
            rule["verbs"] = new JsonArray([
                .. Texts(rule, "verbs").Except([missing.Verb]).Select(verb => (JsonNode)verb),
            ]);
        var patch = new JsonObject { ["rules"] = new JsonArray(rules) };
        await _region.Kubectl.RunAsync("patch", "role", "release", "--type=merge", $"--patch={patch.ToJsonString()}");
        await BecomeAsync([missing], isAllowed: false);
        await BecomeAsync([.. Permissions(role).Where(other => other != missing)], isAllowed: true);
    }

    // The server learns of a Role a moment after it was changed.
    private Task BecomeAsync(IReadOnlyList<GrantedVerb> permissions, bool isAllowed) =>
        Eventually.BecomesTrueAsync(
            $"{string.Join(", ", permissions)} {(isAllowed ? "allowed" : "denied")}",
            async () => (await AreAllowedAsync(permissions)).All(each => each == isAllowed)
        );

    // One question for all: a call of kubectl takes a third of a second.
    private async Task<IReadOnlyList<bool>> AreAllowedAsync(IReadOnlyList<GrantedVerb> permissions)
    {
        var reviews = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. permissions.Select(ReviewOf)]),
        };
        var answers = await _region.Kubectl.CreateAsync(reviews.ToJsonString(), "jsonpath={.status.allowed}{\"\\n\"}");
        bool[] allowed = [.. answers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(bool.Parse)];
        allowed.Length.ShouldBe(permissions.Count);
        return allowed;
    }

    private JsonObject ReviewOf(GrantedVerb permission) =>
        new()
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["user"] = User,
                ["resourceAttributes"] = new JsonObject
                {
                    ["namespace"] = _region.Namespace,
                    ["verb"] = permission.Verb,
                    ["group"] = permission.Group,
                    ["resource"] = permission.Resource.Split('/')[0],
                    ["subresource"] = permission.Resource.Split('/').ElementAtOrDefault(1),
                },
            },
        };

    private static bool IsOf(JsonNode rule, GrantedVerb permission) =>
        Texts(rule, "apiGroups").SequenceEqual([permission.Group])
        && Texts(rule, "resources").SequenceEqual([permission.Resource]);

    private static IEnumerable<JsonNode> Rules(JsonNode role) => role["rules"]!.AsArray().Select(rule => rule!);

    private static IEnumerable<string> Texts(JsonNode rule, string key) =>
        rule[key]!.AsArray().Select(item => item!.GetValue<string>());
}

/// <summary>One thing that a Role allows.</summary>
/// <param name="Verb">Such as <c>patch</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">Such as <c>pods/log</c>.</param>
public sealed record GrantedVerb(string Verb, string Group, string Resource)
{
    /// <summary>As a release names it.</summary>
    public override string ToString()
    {
        var parts = Resource.Split('/', 2);
        var rest = parts.Length == 2 ? $"/{parts[1]}" : "";
        return $"{Verb} {parts[0]}{(Group.Length == 0 ? "" : $".{Group}")}{rest}";
    }
}
