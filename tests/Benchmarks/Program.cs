using Benchmarks;
using Pipeline.Testing;

// Measurements of what is promised, in one run and on one machine. Figures, no verdicts: see docs/architecture.md.
var root = Environment.GetEnvironmentVariable("RELEASE_ROOT");
var artifacts = Environment.GetEnvironmentVariable(TestRun.ArtifactsVariable);
if (root is null || artifacts is null)
{
    Console.Error.WriteLine("error: what is measured has to be built first; run ./build.sh --target=Benchmark");
    return 2;
}
try
{
    Console.WriteLine($"{Environment.ProcessorCount} cores, {Environment.OSVersion}, .NET {Environment.Version}");
    StartUp.Measure(root, artifacts);
    Lanes.Measure(root);
    LargeFleet.Measure(root);
    await LargeReport.MeasureAsync();
    await LargeHistory.MeasureAsync();
    return 0;
}
catch (InvalidOperationException failure)
{
    Console.Error.WriteLine($"error: {failure.Message}");
    return 1;
}
