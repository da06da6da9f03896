using System.Collections;
using Foundation.Processes;

namespace Foundation.Tests.Processes;

/// <summary>A table of what a child may inherit.</summary>
public sealed class ChildEnvironmentTests
{
    [Theory]
    // Its own secrets are for no child.
    [InlineData("git", "GITLAB_TOKEN", false)]
    [InlineData("docker", "DOCKER_REGISTRY_PASSWORD", false)]
    [InlineData("az", "RELEASE_NOTIFY", false)]
    [InlineData("some-plugin", "GITLAB_TOKEN", false)]
    // Each program gets the secrets that it reads itself.
    [InlineData("az", "AZURE_CLIENT_SECRET", true)]
    [InlineData("kubelogin", "AAD_SERVICE_PRINCIPAL_CLIENT_SECRET", true)]
    [InlineData("gcloud", "CLOUDSDK_AUTH_ACCESS_TOKEN", true)]
    [InlineData("gke-gcloud-auth-plugin", "GOOGLE_APPLICATION_CREDENTIALS", true)]
    [InlineData("docker", "DOCKER_AUTH_CONFIG", true)]
    [InlineData("git", "CI_JOB_TOKEN", true)]
    [InlineData("some-plugin", "AWS_SECRET_ACCESS_KEY", true)]
    // And no other's.
    [InlineData("git", "AZURE_CLIENT_SECRET", false)]
    [InlineData("docker", "AZURE_CLIENT_SECRET", false)]
    [InlineData("docker", "AWS_SECRET_ACCESS_KEY", false)]
    [InlineData("gcloud", "AZURE_CLIENT_SECRET", false)]
    [InlineData("az", "CI_JOB_TOKEN", false)]
    [InlineData("git", "CI_REPOSITORY_URL", false)]
    [InlineData("docker", "CI_REGISTRY_PASSWORD", false)]
    [InlineData("docker", "DATABASE_URL", false)]
    [InlineData("git", "PGPASSWORD", false)]
    [InlineData("some-plugin", "CI_JOB_JWT", false)]
    // What is no secret is everybody's.
    [InlineData("docker", "DOCKER_HOST", true)]
    [InlineData("docker", "HTTPS_PROXY", true)]
    [InlineData("git", "HOME", true)]
    [InlineData("git", "SSH_AUTH_SOCK", true)]
    [InlineData("az", "AZURE_CONFIG_DIR", true)]
    // Where git would look for another repository than the one that it is started in.
    [InlineData("git", "GIT_DIR", false)]
    [InlineData("git", "GIT_WORK_TREE", false)]
    [InlineData("git", "GIT_INDEX_FILE", false)]
    [InlineData("git", "GIT_OBJECT_DIRECTORY", false)]
    [InlineData("git", "GIT_ALTERNATE_OBJECT_DIRECTORIES", false)]
    [InlineData("git", "GIT_COMMON_DIR", false)]
    [InlineData("git", "GIT_NAMESPACE", false)]
    [InlineData("git", "GIT_CONFIG", false)]
    [InlineData("git", "GIT_CONFIG_PARAMETERS", false)]
    [InlineData("git", "GIT_CONFIG_COUNT", false)]
    [InlineData("git", "GIT_CONFIG_KEY_0", false)]
    [InlineData("git", "GIT_CONFIG_VALUE_0", false)]
    [InlineData("git", "GIT_PREFIX", false)]
    [InlineData("git", "GIT_COMMITTER_DATE", false)]
    [InlineData("docker", "GIT_DIR", false)]
    // How it reaches a remote, and who commits.
    [InlineData("git", "GIT_SSH_COMMAND", true)]
    [InlineData("git", "GIT_ASKPASS", true)]
    [InlineData("git", "GIT_COMMITTER_NAME", true)]
    [InlineData("git", "GIT_CONFIG_GLOBAL", true)]
    [InlineData("git", "GIT_LFS_SKIP_SMUDGE", true)]
    public void What_a_child_inherits(string program, string variable, bool isInherited)
    {
        var variables = new Dictionary<string, string?> { [variable] = "some value" };

        ChildEnvironment.Clean(variables, $"/usr/bin/{program}");

        variables.ContainsKey(variable).ShouldBe(isInherited);
    }

    [Theory]
    [InlineData("glpat-1\n", "glpat-1")]
    [InlineData("glpat-1", "glpat-1\r\n")]
    public void A_line_end_makes_a_secret_no_other_one(string own, string other)
    {
        var variables = new Dictionary<string, string?> { ["GITLAB_TOKEN"] = own, ["MINE"] = other };

        ChildEnvironment.Clean(variables, "some-plugin");

        variables.ShouldBeEmpty();
    }

    [Fact]
    public void Secrets_are_told_by_their_names_and_without_the_line_ends_around_them()
    {
        var environment = new Hashtable
        {
            ["APP_SECRET"] = "megforms-1\r\n",
            ["API_TOKEN"] = "1234567\n",
            ["SSH_KEY"] = Path.GetFullPath("id_ed25519") + "\n",
            ["HOME"] = "not a secret",
        };

        ChildEnvironment.SecretsIn(environment).ShouldBe([KeyValuePair.Create("APP_SECRET", "megforms-1")]);
    }

    [Fact]
    public void A_secret_of_its_own_does_not_pass_under_another_name()
    {
        var variables = new Dictionary<string, string?>
        {
            ["GITLAB_TOKEN"] = "glpat-1",
            ["MINE"] = "glpat-1",
            ["DOCKER_REGISTRY_PASSWORD"] = "principal",
            ["AZURE_CLIENT_SECRET"] = "principal",
        };

        ChildEnvironment.Clean(variables, "az");

        // A service principal logs in to Azure and to the registry by the same secret; az needs it.
        variables.Keys.ShouldBe(["AZURE_CLIENT_SECRET"]);
    }
}
