using System.ComponentModel;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Frosting.Tests.Support;

/// <summary>The options of the package, read by the library that the package reads them with.</summary>
internal sealed class PackageCommandLine : Command<PackageCommandLine.Options>
{
    private static Options? ReadOptions;
    private static IRemainingArguments? ReadRemaining;

    /// <summary>Reads a command line; <see langword="null"/> when it is an error.</summary>
    public static (Options Options, IRemainingArguments Remaining)? Read(IEnumerable<string> words)
    {
        var app = new CommandApp<PackageCommandLine>();
        app.Configure(configuration => configuration.PropagateExceptions());
        try
        {
            app.Run(words, CancellationToken.None);
            return (ReadOptions!, ReadRemaining!);
        }
        catch (Exception exception) when (exception is CommandAppException or InvalidOperationException)
        {
            return null;
        }
    }

    public override int Execute(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        (ReadOptions, ReadRemaining) = (settings, context.Remaining);
        return 0;
    }

    internal sealed class Options : CommandSettings
    {
        [CommandOption("--target|-t <TARGET>")]
        [DefaultValue("Default")]
        public string[] Targets { get; set; } = [];

        [CommandOption("--working|-w <PATH>")]
        [TypeConverter(typeof(Cake.Cli.DirectoryPathConverter))]
        public DirectoryPath? WorkingDirectory { get; set; }

        [CommandOption("--verbosity|-v <VERBOSITY>")]
        [TypeConverter(typeof(VerbosityConverter))]
        [DefaultValue(Verbosity.Normal)]
        public Verbosity Verbosity { get; set; }

        [CommandOption("--tree|--showtree")]
        public bool Tree { get; set; }

        [CommandOption("--exclusive|-e")]
        public bool Exclusive { get; set; }

        [CommandOption("--version|--ver")]
        public bool Version { get; set; }
    }
}
