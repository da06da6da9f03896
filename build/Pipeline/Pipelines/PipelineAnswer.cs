using Foundation.Failures;
using Foundation.Files;
using Foundation.Limits;
using Pipeline.Running;
using Pipeline.Terminal;

namespace Pipeline.Pipelines;

/// <summary>Writes the pipeline of the fleet's regions.</summary>
public static class PipelineAnswer
{
    private const string Templates = ".ci/regions.yml";

    /// <summary>Writes it to standard output.</summary>
    /// <exception cref="ReleaseException">
    /// The templates cannot be read, no region is of the tier, or a secret stands in it.
    /// </exception>
    public static async Task RunAsync(ReleaseContext context)
    {
        var file = Path.Combine(context.RunEnvironment.Root, Templates);
        var templates = await ReadAsync(file, context.Cancelled);
        var (jobs, createdAt) = (context.Options.RegionJobs, context.Options.PipelineCreatedAt);
        var pipeline = new RegionPipeline(context.Fleet, jobs, createdAt).Write(templates);
        RunnableText.RefuseMasked(pipeline);
        context.Answer.Write(pipeline);
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
