using Pipeline.Running;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Runs;

/// <summary>A run's surroundings that have nothing of the test machine but this repository.</summary>
internal static class RunEnvironments
{
    public static RunEnvironment Of(params (string Name, string Value)[] variables) =>
        new()
        {
            Root = Repository.Root,
            WorkingFolder = Path.GetTempPath(),
            Variable = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            Output = TextWriter.Null,
            Errors = TextWriter.Null,
            Ask = null,
            Host = "laptop",
            User = "ann",
            Home = Path.GetTempPath(),
            ProcessId = 7,
        };
}
