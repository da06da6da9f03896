using k8s.Models;
using Releases.Clusters.Jobs;
using Releases.Migrations;
using Releases.Versions;

namespace Releases.Tests.Clusters.Jobs;

public sealed class JobPurposeTests
{
    private static readonly ImageTag Newer = ImageTag.TryParse("1.2.4")!;
    private static readonly ImageTag Older = ImageTag.TryParse("1.2.2")!;

    private static readonly JobPurpose[] All =
    [
        JobPurpose.Migrate(Newer),
        JobPurpose.Migrate(Older),
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("forms", "0002_notes", [])),
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("forms", "zero", [])),
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("billing", "0002_notes", [])),
        JobPurpose.Unapply(Newer, ImageTag.TryParse("1.2.3")!, new UnapplyStep("forms", "0002_notes", [])),
    ];

    [Fact]
    public void A_Job_is_of_the_one_purpose_that_it_was_made_for()
    {
        foreach (var made in All)
            All.Where(purpose => purpose.IsOf(Job(made))).ShouldBe([made]);
    }

    [Fact]
    public void A_Job_of_no_release_is_of_none()
    {
        All.ShouldAllBe(purpose => !purpose.IsOf(new V1Job { Metadata = new V1ObjectMeta() }));
        All.ShouldAllBe(purpose => !purpose.WasOf(new V1Job { Metadata = new V1ObjectMeta() }));
    }

    [Fact]
    public void A_Job_on_its_way_out_was_of_its_purpose()
    {
        var job = Job(All[2]);
        job.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        All[2].IsOf(job).ShouldBeFalse();
        All[2].WasOf(job).ShouldBeTrue();
    }

    [Fact]
    public void Names_that_are_no_label_are_stood_for_by_their_hash()
    {
        var purpose = JobPurpose.Unapply(Newer, Older, new UnapplyStep("forms", new string('x', 80), []));

        purpose.Labels.Values.ShouldAllBe(value => value.Length <= 63);
    }

    private static V1Job Job(JobPurpose purpose) =>
        new() { Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string>(purpose.Labels) } };
}
