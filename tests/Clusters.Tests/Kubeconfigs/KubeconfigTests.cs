using Clusters.Kubeconfigs;
using Foundation.Failures;
using Foundation.Limits;
using Foundation.Text;
using Loopback;

namespace Clusters.Tests.Kubeconfigs;

public sealed class KubeconfigTests
{
    private static readonly Uri Server = new("https://uk.example:443");

    [Fact]
    public void A_context_gives_server_namespace_and_name()
    {
        var endpoint = Connecting.Kubeconfig(Server).Select("main");

        endpoint.Server.ShouldBe(Server);
        endpoint.Namespace.ShouldBe("shop");
        endpoint.Context.ShouldBe("main");
    }

    [Fact]
    public void A_missing_context_names_the_nearest_one() =>
        Should
            .Throw<ReleaseException>(() => Connecting.Kubeconfig(Server).Select("mian"))
            .Message.ShouldBe("test.kubeconfig: there is no context 'mian'; did you mean 'main'?");

    [Fact]
    public void A_missing_context_unlike_any_other_lists_those_there_are() =>
        Should
            .Throw<ReleaseException>(() => Connecting.Kubeconfig(Server).Select("zzzzzzz"))
            .Message.ShouldEndWith("known: main");

    [Fact]
    public void Json_is_read_like_yaml() =>
        Kubeconfig
            .Parse(
                """{"contexts":[{"name":"a","context":{"cluster":"c"}}],"clusters":[{"name":"c","cluster":{"server":"https://x"}}]}""",
                "j"
            )
            .Select("a")
            .Server.Host.ShouldBe("x");

    [Theory]
    [InlineData(
        "insecure-skip-tls-verify: true",
        "{}",
        "insecure-skip-tls-verify would let anyone pose as the cluster"
    )]
    [InlineData("certificate-authority-data: '%%%'", "{}", "certificate-authority-data is not valid base64")]
    [InlineData("certificate-authority-data: aGVsbG8=", "{}", "certificate-authority holds no certificate")]
    [InlineData("certificate-authority: ca.crt", "{}", "is a relative path, but the kubeconfig is not a file")]
    [InlineData("proxy-url: 'ftp://x'", "{}", "proxy-url must be an address")]
    [InlineData(
        "",
        "{ auth-provider: { name: gcp } }",
        "auth-provider is a way to log in that Kubernetes 1.26 removed"
    )]
    [InlineData("", "{ username: a, password: hunter22 }", "Kubernetes 1.19 removed")]
    [InlineData("", "{ token: hunter22, as: admin }", "(impersonation) is not supported")]
    [InlineData("", "{ token: \"hunter22\\nx\" }", "token holds a space, a line end or another character")]
    [InlineData("", "{ token: hunter22ü }", "token holds a space, a line end or another character")]
    [InlineData("tls-server-name: \"a\\nb\"", "{}", "tls-server-name must be the name of a host")]
    [InlineData("certificate-authority: \"/a\\0b\"", "{}", "certificate-authority holds a null character")]
    [InlineData(
        "",
        "{ exec: { apiVersion: client.authentication.k8s.io/v1, command: x, args: [\"a\\0b\"] } }",
        "args holds a null character"
    )]
    [InlineData("", "{ client-key-data: aHVudGVyMjI= }", "client-certificate is missing")]
    [InlineData(
        "",
        "{ client-certificate-data: aHVudGVyMjI=, client-key-data: aHVudGVyMjI= }",
        "cannot be read as a certificate"
    )]
    [InlineData(
        "",
        "{ exec: { apiVersion: client.authentication.k8s.io/v1alpha1, command: x } }",
        "apiVersion must be"
    )]
    [InlineData("", "{ exec: { apiVersion: client.authentication.k8s.io/v1 } }", "command is missing")]
    [InlineData(
        "",
        "{ exec: { apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always } }",
        "interactiveMode must be Never or IfAvailable"
    )]
    public void What_cannot_be_used_safely_is_refused_with_its_line_and_without_its_value(
        string cluster,
        string user,
        string problem
    )
    {
        var failure = Should.Throw<ReleaseException>(() => Connecting.Kubeconfig(Server, cluster, user).Select("main"));

        failure.Message.ShouldContain(problem);
        failure.Message.ShouldMatch(@"^test\.kubeconfig:\d+: ");
        failure.ToString().ShouldNotContain("hunter22");
    }

    [Fact]
    public void Plain_http_is_refused_away_from_this_machine()
    {
        Should.Throw<ReleaseException>(() => Connecting.Kubeconfig(new("http://uk.example")).Select("main"));
        Connecting.Kubeconfig(new("http://127.0.0.1:8080")).Select("main").Server.Port.ShouldBe(8080);
    }

    [Fact]
    public void Text_that_is_no_yaml_is_not_quoted_in_the_error() =>
        Should
            .Throw<ReleaseException>(() => Kubeconfig.Parse("a: [hunter22\nb: }", "bad.yaml"))
            .ToString()
            .ShouldNotContain("hunter22");

    [Fact]
    public void A_bad_token_or_certificate_is_the_problem_of_its_own_context_alone()
    {
        var kubeconfig = Kubeconfig.Parse(
            """
            contexts:
              - { name: uk, context: { cluster: c, user: uk } }
              - { name: qatar, context: { cluster: c, user: qatar } }
              - { name: india, context: { cluster: c, user: india } }
            clusters: [{ name: c, cluster: { server: "https://x" } }]
            users:
              - { name: uk, user: { token: "hunter22\n" } }
              - { name: qatar, user: { client-certificate-data: eA==, client-key-data: eA== } }
              - { name: india, user: { token: good } }
            """,
            "k"
        );

        var failure = Should.Throw<ReleaseException>(() => kubeconfig.Select("uk"));
        failure.Message.ShouldStartWith("k:7: ");
        failure.Message.ShouldEndWith($"token {HeaderText.Problem}");
        Should.Throw<ReleaseException>(() => kubeconfig.Select("qatar")).Message.ShouldStartWith("k:8: ");
        kubeconfig.Select("india").Context.ShouldBe("india");
    }

    [Theory]
    [InlineData("a: &a [x, x]\nb: &b [*a, *a, *a, *a]\n", "aliases stand for more than 20000 values")]
    [InlineData("", "nested more than 64 levels deep")]
    public void What_would_cost_too_much_to_read_is_refused_with_its_line(string start, string problem)
    {
        var text =
            start.Length == 0
                ? string.Concat(Enumerable.Repeat("[", 100_000))
                : start
                    + string.Concat(
                        Enumerable
                            .Range('c', 20)
                            .Select(letter =>
                                $"{(char)letter}: &{(char)letter} [{string.Join(", ", Enumerable.Repeat($"*{(char)(letter - 1)}", 4))}]\n"
                            )
                    );

        var failure = Should.Throw<ReleaseException>(() => Kubeconfig.Parse(text, "k"));

        failure.Message.ShouldMatch(@"^k:\d+: ");
        failure.Message.ShouldEndWith(problem);
    }

    [Fact]
    public void A_file_larger_than_any_kubeconfig_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "config");
            using (var large = File.Create(file))
                large.SetLength(InputLimits.TextFile + 1);

            Should
                .Throw<ReleaseException>(() => Kubeconfig.Read(file))
                .Message.ShouldBe($"cannot read the kubeconfig {file}: it is larger than 8 MiB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Relative_paths_start_at_the_folder_of_the_kubeconfig()
    {
        using var authority = new TestAuthority();
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "ca.crt"), authority.Pem);
            var kubeconfig = Connecting.Kubeconfig(Server, "certificate-authority: ca.crt", folder: folder.FullName);

            kubeconfig.Select("main").Authorities.ShouldHaveSingleItem().Subject.ShouldBe("CN=test authority");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
