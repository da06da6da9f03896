using Pipeline.Exercises;

namespace Pipeline.Tests.Exercises;

/// <summary>What is typed at the prompt of an exercise.</summary>
public sealed class TypedCommandTests
{
    [Theory]
    [InlineData("status", "status")]
    [InlineData("  status   --schema ", "status|--schema")]
    [InlineData("""git commit -m "a fix" """, "git|commit|-m|a fix")]
    [InlineData("""git commit -m 'it''s' """, "git|commit|-m|its")]
    [InlineData("""deploy --actor="Ada L" 1.2.3""", "deploy|--actor=Ada L|1.2.3")]
    [InlineData("""git commit -m "" """, "git|commit|-m|")]
    [InlineData("", "")]
    public void A_line_is_read_as_words(string line, string words) =>
        string.Join('|', TypedLine.Words(line)).ShouldBe(words);

    [Theory]
    [InlineData("./build.sh rollback 1.2.2 uk", null, "Rollback")]
    [InlineData("rollback 1.2.2 uk", null, "Rollback")]
    [InlineData("build.sh --target=Status", null, "Status")]
    [InlineData("check-rollback 1.2.2", null, "CheckRollback")]
    [InlineData("git pull", "git", null)]
    [InlineData("kubectl --context uk get pods", "kubectl", null)]
    public void It_is_the_release_tool_git_or_kubectl(string line, string? program, string? target)
    {
        var command = TypedCommand.Read(TypedLine.Words(line), out var problem);

        problem.ShouldBeNull();
        command.Program.ShouldBe(program);
        command.Target?.Name.ShouldBe(target);
    }

    [Theory]
    [InlineData("rolback 1.2.2", "'rolback' is no command here; did you mean 'rollback'?")]
    [InlineData("frobnicate", "'frobnicate' is no command here; help lists what the release tool does;")]
    [InlineData("status | grep uk", "'|': one command at a time here;")]
    [InlineData("git checkout release-1.2 && git pull", "'&&': one command at a time here;")]
    [InlineData("git fetch; git pull", "'fetch;': one command at a time here;")]
    [InlineData("drill --fault=uk:crash-loop", "Drill has no place in an exercise")]
    [InlineData("./build.sh --target=Test", "Test has no place in an exercise")]
    public void What_it_is_not_is_said_in_one_line(string line, string said)
    {
        TypedCommand.Read(TypedLine.Words(line), out var problem);

        problem.ShouldNotBeNull().ShouldStartWith(said);
    }

    [Theory]
    [InlineData("status", true)]
    [InlineData("history uk", true)]
    [InlineData("plan 1.2.3", true)]
    [InlineData("preflight 1.2.3", true)]
    [InlineData("deploy 1.2.3 --dry-run", true)]
    [InlineData("deploy 1.2.3", false)]
    [InlineData("unlock uk", false)]
    [InlineData("git pull", false)]
    public void What_only_asks_is_a_look(string line, bool isLook) =>
        TypedCommand.Read(TypedLine.Words(line), out _).IsLook.ShouldBe(isLook);

    [Fact]
    public void The_guards_that_it_overrules_are_known() =>
        TypedCommand
            .Read(TypedLine.Words("rollback 1.2.2 --accept-migration-risk --yes"), out _)
            .Overruled.ShouldBe(["--accept-migration-risk"]);
}
