using Foundation.Failures;
using Pipeline.Options;
using Pipeline.Requests;
using Pipeline.Tests.Drills;
using Pipeline.Tests.Runs;
using static Pipeline.Tests.Options.OptionReading;

namespace Pipeline.Tests.Options;

/// <summary>A <c>~</c> behind a <c>=</c>: shells leave it, and a folder of that name is never meant.</summary>
public sealed class UnexpandedHomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Paths =>
        [
            .. KnownArguments
                .Release.Where(argument => argument.Value is "FILE" or "DIR" or "FILE.html")
                .Select(argument => argument.Name),
        ];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Paths))]
    public void Every_path_is_to_be_written_so_that_the_shell_expands_it(string name) =>
        ProblemsOf($"--{name}=~/own/status.html")
            .ShouldBe([$"--{name}: the shell did not expand the ~; write --{name}=\"$HOME/own/status.html\""]);

    [Theory]
    [InlineData("~", "\"$HOME\"")]
    [InlineData("~/", "\"$HOME/\"")]
    [InlineData("~ada/forms", "the whole path")]
    public void The_folder_itself_and_that_of_somebody_else_are_no_folders_here_either(string path, string written) =>
        ProblemsOf($"--app={path}").ShouldBe([$"--app: the shell did not expand the ~; write --app={written}"]);

    [Theory]
    [InlineData("backup~/record.json")]
    [InlineData("~record.json")]
    [InlineData("./~/record.json")]
    public void Elsewhere_it_is_a_letter_of_a_name(string path) =>
        Of($"--record={path}").RecordFile.ShouldBe(Path.GetFullPath(path, WorkingFolder));

    [Theory]
    [InlineData("--target=Drill", "record", "x.json")]
    [InlineData("--target=Status", "report", "status.html")]
    [InlineData("--target=Report", "record", "x.json")]
    [InlineData("--target=Credentials", "kubeconfig", "uk.kubeconfig")]
    [InlineData("--target=CheckMigrations", "code-quality", "quality.json")]
    [InlineData("--target=Deploy --version=1.2.3", "dotenv", "release.env")]
    [InlineData("--target=Deploy --version=1.2.3", "notify", "hooks")]
    [InlineData("--target=Status", "fleet", "fleet.yaml")]
    [InlineData("--target=Deploy --version=1.2.3", "app", "forms")]
    public void Nothing_is_made_in_the_current_folder_and_one_line_tells(string words, string name, string file)
    {
        var problems = Should
            .Throw<UsageException>(() =>
                RequestReader.Read(
                    CommandLine.Parse([.. words.Split(' '), $"--{name}=~/{file}"]),
                    RunEnvironments.Of() with
                    {
                        WorkingFolder = _folder.Path,
                    },
                    TestContext.Current.CancellationToken
                )
            )
            .Problems;

        problems.ShouldBe([$"--{name}: the shell did not expand the ~; write --{name}=\"$HOME/{file}\""]);
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }
}
