using k8s.Models;
using Migrations.Verdicts;
using Releases.Jobs;
using Releases.Versions;

namespace Releases.Tests.Jobs;

public sealed class JobPurposeTests
{
    private static readonly ImageTag Newer = ImageTag.TryParse("1.2.4")!;
    private static readonly ImageTag Older = ImageTag.TryParse("1.2.2")!;

    private static readonly JobPurpose[] All =
    [
        JobPurpose.Migrate(Newer),
        JobPurpose.Migrate(Older),
        JobPurpose.Migrate(Older, "sha256:aa"),
        JobPurpose.Migrate(Older, "sha256:bb"),
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("forms", "0002_notes", []), 1, isLast: true),
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("forms", "zero", []), 1, isLast: true),
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("billing", "0002_notes", []), 1, isLast: true),
        JobPurpose.Unapply(
            Newer,
            ImageTag.TryParse("1.2.3")!,
            new UnapplyStep("forms", "0002_notes", []),
            1,
            isLast: true
        ),
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
    }

    [Fact]
    public void A_Job_on_its_way_out_is_of_none()
    {
        var job = Job(All[4]);
        job.Metadata.DeletionTimestamp = DateTime.UnixEpoch;

        All.ShouldAllBe(purpose => !purpose.IsOf(job));
    }

    [Fact]
    public void Forward_there_is_one_Job_and_on_the_way_back_one_for_each_step()
    {
        JobPurpose.Migrate(Newer).NameOf("migration").ShouldBe("migration");
        Step(1).NameOf("migration").ShouldBe("migration-unapply-1");
        Step(12).NameOf(new string('x', 63)).ShouldBe(new string('x', 52) + "-unapply-12");
    }

    [Theory]
    [InlineData("migration-unapply-1", true)]
    [InlineData("migration-unapply-12", true)]
    [InlineData("migration", false)]
    [InlineData("migration-b-unapply-1", false)]
    [InlineData("migr-unapply-1", false)]
    public void The_steps_of_another_application_in_the_namespace_are_not_taken_for_ours(string name, bool isOurs) =>
        JobPurpose.IsStepOf("migration", name).ShouldBe(isOurs);

    [Fact]
    public void Steps_of_a_long_name_are_found_though_it_was_cut()
    {
        var name = new string('x', 60);

        JobPurpose.IsStepOf(name, Step(3).NameOf(name)).ShouldBeTrue();
    }

    [Fact]
    public void Names_that_are_no_label_are_stood_for_by_their_hash()
    {
        var purpose = JobPurpose.Unapply(
            Newer,
            Older,
            new UnapplyStep("forms", new string('x', 80), []),
            1,
            isLast: true
        );

        purpose.Labels.Values.ShouldAllBe(value => value.Length <= 63);
    }

    private static JobPurpose Step(int number) =>
        JobPurpose.Unapply(Newer, Older, new UnapplyStep("forms", "zero", []), number, isLast: true);

    private static V1Job Job(JobPurpose purpose) =>
        new() { Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string>(purpose.Labels) } };
}
