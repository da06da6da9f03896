using System.Text;

namespace Benchmarks;

/// <summary>A drill of a hundred regions.</summary>
internal static class LargeFleet
{
    private const int Regions = 100;

    public static void Measure(string root)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-");
        try
        {
            var file = Path.Combine(folder.FullName, "fleet.yaml");
            File.WriteAllText(file, Fleet());
            var jobs = folder.CreateSubdirectory("jobs").FullName;
            File.Copy(Path.Combine(root, "kubernetes", "jobs", "migration.yaml"), Path.Combine(jobs, "migration.yaml"));
            var measured = new Command(Path.Combine(root, "build.sh"), "--target=Drill", $"--fleet={file}").Run(root);
            Console.WriteLine();
            Console.WriteLine($"A drill of {Regions} regions");
            Console.WriteLine($"  time     {measured.Elapsed.TotalSeconds, 6:0.0} s");
            Console.WriteLine($"  memory   {measured.PeakBytes / 1024.0 / 1024.0, 6:0} MiB at the most");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Fleet()
    {
        var names = Enumerable.Range(1, Regions).Select(number => $"region-{number}").ToArray();
        var fleet = new StringBuilder(
            """
            registry: example.azurecr.io
            repository: app
            workloads:
              - { selector: image=megforms, kinds: [Deployment, CronJob], tag: "{version}" }
              - { selector: image=mat-cms-static, kinds: [Deployment], tag: "{version}-static" }
            default: all
            """
        );
        fleet.AppendLine().AppendLine($"groups: {{ all: [{string.Join(", ", names)}] }}").AppendLine("regions:");
        foreach (var name in names)
            fleet.AppendLine($"  {name}: {{ provider: aks, cluster: {name}, resourceGroup: example }}");
        return fleet.ToString();
    }
}
