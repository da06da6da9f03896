using Cake.Frosting.CommandLines;
using CsCheck;
using Frosting.Tests.Support;

namespace Frosting.Tests;

public sealed class CommandLineParserTests
{
    private static readonly string[] Words =
    [
        .. new[]
        {
            "--target",
            "--target=A",
            "-t",
            "-t=B",
            "-t:C",
            "--tree",
            "--tree=false",
            "--tree=TRUE",
            "-e",
            "-e=yes",
        },
        .. new[] { "--version", "--version=1.2.3", "--ver", "-v", "-v=q", "--verbosity=Minimal", "--verbosity=loud" },
        .. new[]
        {
            "-w",
            "-w=/tmp",
            "--working",
            "--aa",
            "--aa=b=c",
            "--aa:b=c",
            "--aa=",
            "--bb_c-d",
            "--TREE",
            "-x",
            "-x=5",
        },
        .. new[]
        {
            "-xyz",
            "-et",
            "-xe",
            "-x.y",
            "value",
            "true",
            "a b",
            "-5",
            "--",
            "-",
            "--x",
            "--1a",
            "--a.b",
            "",
            "--éé=1",
        },
    ];

    [Fact]
    public void A_command_line_means_what_it_means_to_the_package()
    {
        Gen.Int[0, Words.Length - 1]
            .Select(index => Words[index])
            .Array[0, 5]
            .Sample(
                words => Described(words).ShouldBe(DescribedByPackage(words), string.Join(" | ", words)),
                iter: 3000,
                threads: 1
            );
    }

    private static string Described(string[] words)
    {
        HostCommand line;
        try
        {
            line = CommandLineParser.Parse(words);
        }
        catch (CommandLineException)
        {
            return "an error";
        }

        return Describe(
            line.Targets,
            line.Mode is RunMode.Version ? "version"
                : line.Mode is RunMode.Tree ? "tree"
                : "run",
            $"{line.Exclusive} {line.Verbosity} {line.WorkingDirectory}",
            line.Arguments.Where(argument => argument.Key is not "target")
                .SelectMany(argument => argument, (argument, value) => (argument.Key, value))
        );
    }

    private static string DescribedByPackage(string[] words)
    {
        if (PackageCommandLine.Read(words) is not var (options, remaining))
            return "an error";

        return Describe(
            options.Targets,
            options.Version ? "version"
                : options.Tree ? "tree"
                : "run",
            $"{options.Exclusive} {options.Verbosity} {options.WorkingDirectory}",
            remaining
                .Parsed.SelectMany(argument => argument, (argument, value) => (Key: argument.Key.TrimStart('-'), value))
                .Where(argument => argument.Key is not "target")
        );
    }

    private static string Describe(
        IEnumerable<string> targets,
        string mode,
        string options,
        IEnumerable<(string Name, string? Value)> arguments
    ) =>
        $"{mode} {string.Join(',', targets)} {options} "
        + string.Join(
            ' ',
            arguments
                .Select(argument => $"{argument.Name.ToUpperInvariant()}={argument.Value ?? "null"}")
                .Order(StringComparer.Ordinal)
        );
}
