using Clusters.Kubeconfigs;
using Foundation.Failures;
using Foundation.Files;

namespace Clusters.Tests.Kubeconfigs;

/// <summary>Several files are read as one, as kubectl reads those of KUBECONFIG.</summary>
public sealed class SeveralKubeconfigsTests : IDisposable
{
    private const string Context = "contexts: [{ name: uk, context: { cluster: c, user: u } }]";
    private const string Cluster = "clusters: [{ name: c, cluster: { server: 'https://first' } }]";
    private const string User = "users: [{ name: u, user: { tokenFile: first } }]";
    private readonly PrivateDirectory _folder = PrivateDirectory.Create();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Context, Cluster, User)]
    [InlineData(User, Cluster, Context)]
    [InlineData(Cluster, Context + "\n" + User)]
    [InlineData(Context + "\n" + User, Cluster)]
    [InlineData("", Context + "\n" + Cluster + "\n" + User)]
    [InlineData("# nothing yet\n", "---\n", "null\n", "{}", Context, Cluster, User)]
    public void Context_cluster_and_user_are_found_in_whatever_files_they_are(params string[] texts)
    {
        var endpoint = Select(Write(texts));

        endpoint.Server.Host.ShouldBe("first");
        endpoint.User.TokenFile.ShouldNotBeNull().ShouldEndWith("first");
    }

    [Fact]
    public void Of_two_with_one_name_the_first_counts()
    {
        var endpoint = Select(
            Write(
                Cluster,
                Context.Replace("user: u", "user: u, namespace: mine") + "\n" + User,
                Context + "\n" + Cluster.Replace("first", "second") + "\n" + User.Replace("first", "second")
            )
        );

        (endpoint.Server.Host, endpoint.Namespace).ShouldBe(("first", "mine"));
        endpoint.User.TokenFile.ShouldNotBeNull().ShouldEndWith("first");
    }

    [Fact]
    public void A_relative_path_starts_at_the_folder_of_the_file_that_holds_it()
    {
        var (one, other) = (_folder.CreateDirectory("one"), _folder.CreateDirectory("other"));
        File.WriteAllText(Path.Combine(one, "config"), Context + "\n" + Cluster);
        File.WriteAllText(Path.Combine(other, "config"), User);

        var endpoint = Select([Path.Combine(one, "config"), Path.Combine(other, "config")]);

        endpoint.User.TokenFile.ShouldBe(Path.Combine(other, "first"));
    }

    [Fact]
    public void A_file_that_is_not_there_counts_as_empty_where_another_is()
    {
        string[] files = [_folder.PathOf("gone"), .. Write(Context + "\n" + Cluster + "\n" + User)];

        Select(files).Server.Host.ShouldBe("first");
        Kubeconfig.ReadAll([_folder.PathOf("gone")]).ShouldBeNull();
    }

    [Fact]
    public void What_none_of_them_has_is_told_with_all_of_them()
    {
        var files = Write(Context, Cluster, "users: [{ name: v }]");

        Failure(files).ShouldBe($"{files[0]} and {files[1]} and {files[2]}: there is no user 'u'; did you mean 'v'?");
    }

    [Theory]
    [InlineData("contexts: [{ name: uk }, { name: uk }]", "contexts.name 'uk' is there twice")]
    [InlineData("clusters: [{ name: a }, { name: b }, { name: a }]", "clusters.name 'a' is there twice")]
    [InlineData("users: [{ name: u }, { name: u }]", "users.name 'u' is there twice")]
    public void A_name_that_is_twice_in_one_file_is_refused_as_by_kubectl(string text, string problem)
    {
        var files = Write(text);

        Failure(files).ShouldBe($"{files[0]}:1: {problem}");
    }

    [Fact]
    public void A_file_that_is_no_kubeconfig_is_named()
    {
        var files = Write(Context + "\n" + Cluster + "\n" + User, "[]");

        Failure(files).ShouldBe($"{files[1]}: not a kubeconfig (one YAML mapping is expected)");
    }

    private string[] Write(params string[] texts) =>
        [.. texts.Select((text, index) => _folder.Write($"config-{index}", text))];

    private static string Failure(string[] files) => Should.Throw<ReleaseException>(() => Select(files)).Message;

    private static ClusterEndpoint Select(string[] files) => Kubeconfig.ReadAll(files).ShouldNotBeNull().Select("uk");
}
