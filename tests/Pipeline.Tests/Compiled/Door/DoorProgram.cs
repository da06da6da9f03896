namespace Pipeline.Tests.Compiled.Door;

/// <summary>The program behind the door under test.</summary>
internal static class DoorProgram
{
    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <AssemblyName>release</AssemblyName>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    public const string Source = """
        switch (args)
        {
            case ["exit", var code]:
                return int.Parse(code);
            case ["wait"]:
                using (var interrupted = new ManualResetEventSlim())
                {
                    Console.CancelKeyPress += (_, signal) => { signal.Cancel = true; interrupted.Set(); };
                    Console.WriteLine("ready");
                    Console.WriteLine(interrupted.Wait(TimeSpan.FromMinutes(5)) ? "interrupted" : "left alone");
                }
                return 130;
            default:
                foreach (var argument in args)
                    Console.WriteLine($"argument {argument}");
                Console.WriteLine($"folder {Environment.CurrentDirectory}");
                Console.WriteLine($"root {Environment.GetEnvironmentVariable("RELEASE_ROOT")}");
                return 0;
        }
        """;
}
