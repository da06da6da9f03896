using System.Reflection;
using Cake.Frosting;
using Drill.Settings;
using Pipeline.Tasks;
using Releases.Fleets;

namespace Pipeline.Tests.Architecture;

public sealed class ArrowTests
{
    private static readonly Assembly Command = typeof(Deploy).Assembly;
    private static readonly Assembly Library = typeof(Fleet).Assembly;
    private static readonly Assembly Host = typeof(CakeHost).Assembly;
    private static readonly Assembly Rehearsal = typeof(Pace).Assembly;

    private static readonly Assembly[] Ours = [Command, Library, Host, Rehearsal];

    [Fact]
    public void The_command_uses_the_others() =>
        UsesOf(Command).ShouldBeSubsetOf([Name(Library), Name(Host), Name(Rehearsal)]);

    [Fact]
    public void The_library_uses_nothing_of_ours() => UsesOf(Library).ShouldBeEmpty();

    [Fact]
    public void The_host_uses_nothing_of_ours() => UsesOf(Host).ShouldBeEmpty();

    [Fact]
    public void The_rehearsal_uses_nothing_of_ours() => UsesOf(Rehearsal).ShouldBeEmpty();

    [Fact]
    public void The_library_knows_no_Cake_and_no_console() =>
        Library
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name =>
                name.StartsWith("Cake", StringComparison.Ordinal)
                || name.StartsWith("Spectre", StringComparison.Ordinal)
                || name == "System.Console"
            )
            .ShouldBeEmpty();

    private static IEnumerable<string> UsesOf(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Intersect(Ours.Select(Name));

    private static string Name(Assembly assembly) => assembly.GetName().Name!;
}
