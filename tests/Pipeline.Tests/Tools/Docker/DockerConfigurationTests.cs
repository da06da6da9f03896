using System.Text.Json.Nodes;
using Foundation.Files;
using Pipeline.Tools.Docker;

namespace Pipeline.Tests.Tools.Docker;

public sealed class DockerConfigurationTests : IDisposable
{
    private readonly PrivateDirectory _own = PrivateDirectory.Create();
    private readonly PrivateDirectory _private = PrivateDirectory.Create();

    public void Dispose()
    {
        _own.Dispose();
        _private.Dispose();
    }

    [Fact]
    public void Private_configuration_has_the_users_engine_and_plugins_and_none_of_the_log_ins()
    {
        _own.Write(
            "config.json",
            """{"auths":{"a.io":{"auth":"c2VjcmV0"}},"credsStore":"pass","credHelpers":{"b.io":"x"},"currentContext":"remote"}"""
        );
        File.WriteAllText(Path.Combine(_own.CreateDirectory("cli-plugins"), "docker-buildx"), "plugin");

        var path = Create();

        Settings(path).ToJsonString().ShouldBe("""{"auths":{"example.com":{}},"currentContext":"remote"}""");
        File.ReadAllText(Path.Combine(path, "cli-plugins", "docker-buildx")).ShouldBe("plugin");
    }

    [Fact]
    public void Private_configuration_names_its_registry_so_that_no_keychain_is_used()
    {
        Settings(Create())["auths"]!.AsObject().ContainsKey("example.com").ShouldBeTrue();
    }

    [Fact]
    public void Broken_configuration_of_the_user_is_left_aside()
    {
        _own.Write("config.json", "{");

        Settings(Create()).ContainsKey("currentContext").ShouldBeFalse();
    }

    [Fact]
    public void Removing_the_private_configuration_leaves_the_users_own_as_it_was()
    {
        var plugin = Path.Combine(_own.CreateDirectory("cli-plugins"), "docker-buildx");
        File.WriteAllText(plugin, "plugin");
        Create();

        _private.Dispose();

        File.Exists(plugin).ShouldBeTrue();
    }

    private string Create() => DockerConfiguration.CreatePrivate(_private, "docker", "example.com", _own.Path);

    private static JsonObject Settings(string path) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(path, "config.json")))!.AsObject();
}
