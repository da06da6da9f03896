using Foundation.Timing;
using Releases.Records;

namespace Releases.Rollout.Stages;

/// <summary>Reads a region's page repeatedly until it shows the version.</summary>
internal static class LivePageWatch
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <param name="lane">The region.</param>
    /// <param name="wanted">The version that the page has to show.</param>
    /// <param name="deadline">The limit.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>What was seen, in a few words.</returns>
    /// <exception cref="StageFailedException">The page does not show the version within the limit.</exception>
    public static async Task<string> WaitAsync(
        Lane lane,
        string wanted,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        if (lane.Region.Url is not { } url)
            return "no address in the fleet file, so no live page was read";
        var said = string.Empty;
        while (true)
        {
            var reading = await lane.Page.ReadAsync(url, lane.Order.Fleet.PagePattern, lane.Time, cancellationToken);
            if (reading.Version == wanted)
                return $"{url} shows {wanted}";
            if (deadline.IsOver)
                throw VerifyFailure.Page(url, wanted, reading, deadline);
            if (reading.Text != said || deadline.IsSilent)
            {
                said = reading.Text;
                deadline.Speak();
                lane.Journal.Say(RunEventKind.Waiting, $"waiting for {url}: {reading.Text}");
            }
            await Task.Delay(deadline.Wait(Pace), lane.Time, cancellationToken);
        }
    }
}
