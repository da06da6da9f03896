using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Pipeline.Running;

namespace Pipeline.Pipelines;

/// <summary>Writes the pipeline of the fleet's regions.</summary>
public static class PipelineAnswer
{
    private const string Templates = ".ci/regions.yml";

    /// <summary>Writes it to standard output.</summary>
    /// <exception cref="ReleaseException">The templates cannot be read, or no region is of the tier.</exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var file = Path.Combine(context.RunEnvironment.Root, Templates);
        var templates = await ReadAsync(file, context.Cancelled);
        var (jobs, createdAt) = (context.Options.RegionJobs, context.Options.PipelineCreatedAt);
        context.Answer.Write(new RegionPipeline(context.Fleet, jobs, createdAt).Write(templates));
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedFile.ReadTextAsync(file, InputLimits.TextFile, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                $"{file}: the templates of the jobs cannot be read: {exception.Message.ReplaceLineEndings(" ")}",
                $"git checkout -- {Templates}"
            );
        }
    }
}
