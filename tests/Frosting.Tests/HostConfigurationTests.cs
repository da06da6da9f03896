using Cake.Core.Composition;
using Cake.Frosting;
using Frosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Path = System.IO.Path;

namespace Frosting.Tests;

public sealed class HostConfigurationTests : IDisposable
{
    private readonly string _startedIn = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("frosting tests ");

    public void Dispose()
    {
        Environment.CurrentDirectory = _startedIn;
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_startup_registers_services()
    {
        var build = new TestBuild().With<ShowGreeting>().Configure(host => host.UseStartup<Startup>());

        build.Run("--target=ShowGreeting").ShouldBe(0);

        build.Journal.ShouldBe(["from the startup"]);
    }

    [Fact]
    public void A_module_registers_services()
    {
        var build = new TestBuild().With<ShowGreeting>().Configure(host => host.UseModule<Module>());

        build.Run("--target=ShowGreeting").ShouldBe(0);

        build.Journal.ShouldBe(["from the module"]);
    }

    [Fact]
    public void The_working_directory_of_the_program_is_entered()
    {
        var build = new TestBuild().With<ShowFolder>().Configure(host => host.UseWorkingDirectory(_folder.FullName));

        build.Run("--target=ShowFolder").ShouldBe(0);

        build.Journal.ShouldBe([_folder.FullName]);
    }

    [Fact]
    public void The_working_directory_on_the_command_line_wins()
    {
        var build = new TestBuild().With<ShowFolder>().Configure(host => host.UseWorkingDirectory("nowhere"));

        build.Run("--target=ShowFolder", "--working", _folder.FullName).ShouldBe(0);

        build.Journal.ShouldBe([_folder.FullName]);
    }

    [Fact]
    public void A_working_directory_that_does_not_exist_is_an_error()
    {
        var missing = Path.Combine(_folder.FullName, "missing");

        var build = new TestBuild().With<ShowFolder>();

        build.Run("--target=ShowFolder", $"--working={missing}").ShouldBe(-1);
        build.Errors.ShouldContain($"The working directory '{missing}' does not exist.");
    }

    [Fact]
    public void A_setting_of_the_program_is_read_and_an_argument_wins_over_it()
    {
        var build = new TestBuild()
            .With<ShowSetting>()
            .Configure(host =>
                host.UseCakeSetting("Colour", "blue").UseCakeSetting("Shape", "round").SetToolPath("bin")
            );

        build.Run("--target=ShowSetting", "--colour=red").ShouldBe(0);

        build.Journal.ShouldBe(["red", "round", "bin"]);
    }

    [Fact]
    public void A_tool_of_a_scheme_that_nothing_installs_is_an_error()
    {
        var build = new TestBuild()
            .With<ShowFolder>()
            .Configure(host => host.InstallTool(new Uri("nowhere:?package=kubectl")));

        build.Run("--target=ShowFolder").ShouldBe(-1);

        build.Errors.ShouldContain("Could not find an installer for the 'nowhere' scheme.");
        build.Journal.ShouldBeEmpty();
    }

    private sealed record Greeting(string Text);

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton(new Greeting("from the startup"));
    }

    private sealed class Module : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterInstance(new Greeting("from the module")).AsSelf().Singleton();
    }

    private sealed class ShowGreeting(Greeting greeting) : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Journal.Add(greeting.Text);
    }

    private sealed class ShowFolder : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) =>
            context.Journal.Add(context.Environment.WorkingDirectory.FullPath);
    }

    private sealed class ShowSetting : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context)
        {
            context.Journal.Add(context.Configuration.GetValue("Colour"));
            context.Journal.Add(context.Configuration.GetValue("Shape"));
            context.Journal.Add(context.Configuration.GetValue("Paths_Tools"));
        }
    }
}
