using Benchmarks;

// Measurements of what is promised, in one run and on one machine. Figures, no verdicts: see docs/architecture.md.
var root = Environment.GetEnvironmentVariable("RELEASE_ROOT") ?? Environment.CurrentDirectory;
Console.WriteLine($"{Environment.ProcessorCount} cores, {Environment.OSVersion}, .NET {Environment.Version}");
StartUp.Measure(root);
Lanes.Measure(root);
LargeFleet.Measure(root);
await LargeReport.MeasureAsync();
await LargeHistory.MeasureAsync();
