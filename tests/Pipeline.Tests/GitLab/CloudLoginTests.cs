using System.Diagnostics;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Tools;

namespace Pipeline.Tests.GitLab;

/// <summary>
/// <c>.ci/login</c>, with command lines of the clouds that note how they were called and what the files held.
/// </summary>
public sealed class CloudLoginTests
{
    private const string Noting = """
        echo "$(basename "$0") $*" >>"$CALLS"
        for word; do
            case "$word" in
                @*) echo "  $(cat "${word#@}")" >>"$CALLS" ;;
                --credential-source-file=*) echo "  $(cat "${word#*=}")" >>"$CALLS" ;;
            esac
        done
        """;

    [Fact]
    public void A_job_is_known_by_its_identity_tokens()
    {
        var (code, calls, output) = Login(
            ("AZURE_CLIENT_ID", "app"),
            ("AZURE_TENANT_ID", "tenant"),
            ("AZURE_ID_TOKEN", "azure-token"),
            ("GOOGLE_WORKLOAD_PROVIDER", "projects/1/providers/gitlab"),
            ("GOOGLE_SERVICE_ACCOUNT", "release@example.invalid"),
            ("GOOGLE_ID_TOKEN", "google-token")
        );

        code.ShouldBe(0, output);
        calls.ShouldBe([
            "az login --service-principal --username app --tenant tenant --federated-token @LOGIN/azure-token --output none",
            "  azure-token",
            "gcloud iam workload-identity-pools create-cred-config projects/1/providers/gitlab --service-account=release@example.invalid --credential-source-file=LOGIN/google-token --output-file=LOGIN/google.json",
            "  google-token",
            "gcloud auth login --cred-file=LOGIN/google.json",
        ]);
        output.ShouldNotContain("-token");
    }

    // Every job has an identity, also where the cloud trusts none.
    [Fact]
    public void Stored_keys_are_used_where_they_are_set()
    {
        var (code, calls, output) = Login(
            ("AZURE_CLIENT_ID", "app"),
            ("AZURE_TENANT_ID", "tenant"),
            ("AZURE_ID_TOKEN", "azure-token"),
            ("GOOGLE_ID_TOKEN", "google-token"),
            ("AZURE_CLIENT_SECRET", "hush"),
            ("GOOGLE_KEY_FILE", "/keys/google.json")
        );

        code.ShouldBe(0, output);
        calls.ShouldBe([
            "az login --service-principal --username app --tenant tenant --password @LOGIN/azure-secret --output none",
            "  hush",
            "gcloud auth activate-service-account --key-file=/keys/google.json",
        ]);
        output.ShouldNotContain("hush");
    }

    [Fact]
    public void Without_any_it_says_so_and_leaves_it_to_the_release_to_need_them()
    {
        var (code, calls, output) = Login();

        code.ShouldBe(0, output);
        calls.ShouldBeEmpty();
        output.ShouldContain("Azure: not logged in");
        output.ShouldContain("Google: not logged in");
    }

    [Fact]
    public void A_folder_that_somebody_else_has_made_is_not_used()
    {
        var (code, calls, output) = Login(
            ("RELEASE_LOGIN_FOLDER", Path.GetTempPath()),
            ("AZURE_CLIENT_ID", "app"),
            ("AZURE_TENANT_ID", "tenant"),
            ("AZURE_ID_TOKEN", "token")
        );

        code.ShouldBe(1);
        calls.ShouldBeEmpty();
        output.ShouldContain("cannot be made as a new folder");
    }

    [Fact]
    public void The_folder_is_private_and_a_login_that_fails_keeps_nothing_in_it()
    {
        using var folder = new TemporaryFolder();
        var login = folder["own"];

        var (code, calls, _) = Login(
            """stat -c %a "$RELEASE_LOGIN_FOLDER" >>"$CALLS"; ls "$RELEASE_LOGIN_FOLDER" >>"$CALLS"; exit 1""",
            ("RELEASE_LOGIN_FOLDER", login),
            ("AZURE_CLIENT_ID", "app"),
            ("AZURE_TENANT_ID", "tenant"),
            ("AZURE_CLIENT_SECRET", "hush")
        );

        code.ShouldNotBe(0);
        calls.ShouldBe(["700", "azure-secret"]);
        Directory.Exists(login).ShouldBeFalse();
    }

    // GitLab runs the end of a job also after a login that has refused the folder.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_a_job_removes_the_folder_of_the_login_and_nobody_elses(bool isOfTheLogin)
    {
        using var folder = new TemporaryFolder();
        var login = folder["own"];
        if (!isOfTheLogin)
            Directory.CreateDirectory(login);

        Login(("RELEASE_LOGIN_FOLDER", login)).Code.ShouldBe(isOfTheLogin ? 0 : 1);
        Directory.Exists(login).ShouldBeTrue();
        EndJob(login).ShouldBe(0);

        Directory.Exists(login).ShouldBe(!isOfTheLogin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/missing/folder")]
    public void The_end_of_a_job_without_a_login_is_no_failure(string login) => EndJob(login).ShouldBe(0);

    [Fact]
    public void A_login_that_fails_ends_the_job()
    {
        var (code, _, _) = Login(
            "exit 1",
            ("AZURE_CLIENT_ID", "app"),
            ("AZURE_TENANT_ID", "tenant"),
            ("AZURE_ID_TOKEN", "token")
        );

        code.ShouldNotBe(0);
    }

    private static int EndJob(string login)
    {
        var pipeline = PipelineFile.Of([File.ReadAllText(Path.Combine(Repository.Root, ".ci", "regions.yml"))]);
        var start = new ProcessStartInfo(
            "bash",
            ["-eu", "-c", string.Join('\n', pipeline.LinesOf(".cloud", "after_script"))]
        );
        start.Environment["RELEASE_LOGIN_FOLDER"] = login;
        using var end = Process.Start(start)!;
        end.WaitForExit();
        return end.ExitCode;
    }

    private static (int Code, string[] Calls, string Output) Login(params (string Name, string Value)[] variables) =>
        Login(Noting, variables);

    private static (int Code, string[] Calls, string Output) Login(
        string cloud,
        params (string Name, string Value)[] variables
    )
    {
        using var folder = new TemporaryFolder();
        using var tools = new ScriptedTools();
        foreach (var name in new[] { "az", "gcloud" })
            tools.Add(name, cloud);
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, ".ci", "login"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = $"{tools.Folder}:/usr/bin:/bin";
        start.Environment["RELEASE_LOGIN_FOLDER"] = folder["login"];
        start.Environment["CALLS"] = folder["calls"];
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var login = Process.Start(start)!;
        var output = login.StandardOutput.ReadToEnd() + login.StandardError.ReadToEnd();
        login.WaitForExit();
        var calls = File.Exists(folder["calls"]) ? File.ReadAllLines(folder["calls"]) : [];
        return (
            login.ExitCode,
            [.. calls.Select(call => call.Replace(folder["login"], "LOGIN", StringComparison.Ordinal))],
            output
        );
    }
}
