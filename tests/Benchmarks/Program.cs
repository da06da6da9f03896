using Benchmarks;
using Benchmarks.Results;
using Benchmarks.Staging;
using Pipeline.Testing;

// Measurements of what is promised, side by side, in one run and on one machine: see docs/performance.md.
var root = Environment.GetEnvironmentVariable("RELEASE_ROOT");
var artifacts = Environment.GetEnvironmentVariable(TestRun.ArtifactsVariable);
if (root is null || artifacts is null)
{
    Console.Error.WriteLine("error: what is measured has to be built first; run ./build.sh --target=Benchmark");
    return 2;
}
try
{
    Console.WriteLine($"{Machine.Here.Processor}; {Machine.Here.System}");
    using var checkout = await StagedCheckout.MakeAsync(root);
    var measurements = new Measurements(root, artifacts, checkout);
    if (args is [TestRun.ShortForm])
    {
        var page = Path.Combine(root, "docs", "performance.md");
        var broken = await measurements.CheckAsync(new Promises(page, Machine.Here.Processor));
        Console.WriteLine();
        foreach (var line in broken)
            Console.Error.WriteLine($"error: {line}");
        return broken.Count == 0 ? 0 : 1;
    }
    var findings = await measurements.AllAsync();
    var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts"));
    var tables = Path.Combine(folder.FullName, "benchmark.md");
    await File.WriteAllTextAsync(tables, findings.Markdown(Machine.Here));
    await File.WriteAllTextAsync(Path.ChangeExtension(tables, ".json"), findings.Json());
    Console.WriteLine();
    Console.WriteLine(
        $"tables for docs/performance.md: {tables}; for programs: {Path.ChangeExtension(tables, ".json")}"
    );
    return 0;
}
catch (InvalidOperationException failure)
{
    Console.Error.WriteLine($"error: {failure.Message}");
    return 1;
}
