using System.Reflection;
using Cake.Frosting;
using Pipeline.Targets;
using Pipeline.Tasks;
using Releases.Records;

namespace Pipeline.Tests.Tasks;

public sealed class GraphTests
{
    private static readonly Type[] Tasks =
    [
        .. typeof(Deploy)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(IFrostingTask).IsAssignableFrom(type)),
    ];

    [Theory]
    [InlineData("Preflight", "")]
    [InlineData("Tag", "Preflight")]
    [InlineData("BuildImage", "Tag")]
    [InlineData("BuildStatic", "Tag")]
    [InlineData("PushAcr", "BuildImage BuildStatic")]
    [InlineData("MigrateCluster", "PushAcr")]
    [InlineData("SetImage", "MigrateCluster")]
    [InlineData("VerifyRollout", "SetImage")]
    [InlineData("Deploy", "VerifyRollout")]
    public void The_chain_of_a_release_is_the_documented_one(string task, string dependencies) =>
        string.Join(' ', DependenciesOf(TypeOf(task)).Order(StringComparer.Ordinal)).ShouldBe(dependencies);

    [Theory]
    [InlineData("MigrateCluster")]
    [InlineData("SetImage")]
    [InlineData("VerifyRollout")]
    public void A_failing_region_does_not_keep_the_others_from_finishing(string gate) =>
        TypeOf(gate).IsDefined(typeof(ContinueOnErrorAttribute)).ShouldBeTrue();

    [Theory]
    [InlineData("Preflight")]
    [InlineData("Tag")]
    [InlineData("BuildImage")]
    [InlineData("BuildStatic")]
    [InlineData("PushAcr")]
    public void What_all_regions_need_stops_the_run(string task) =>
        TypeOf(task).IsDefined(typeof(ContinueOnErrorAttribute)).ShouldBeFalse();

    [Fact]
    public void Every_target_says_what_it_does() =>
        TargetCatalog.All.ShouldAllBe(target => target.Description.Length > 20 && !target.Description.EndsWith('.'));

    [Fact]
    public void Every_task_of_the_chain_needs_the_fleet_and_a_version() =>
        Tasks
            // A drill brings a version of its own.
            .Where(type => type != typeof(RunDrill) && (type == typeof(Preflight) || DependenciesOf(type).Any()))
            .ShouldAllBe(type =>
                TargetCatalog.Find(NameOf(type))!.Facts.Fleet && TargetCatalog.Find(NameOf(type))!.Facts.NeedsVersion
            );

    [Fact]
    public void The_gates_of_the_stages_are_targets() =>
        StageTable.Targets.ShouldBe([TargetNames.MigrateCluster, TargetNames.SetImage, TargetNames.VerifyRollout]);

    [Fact]
    public void Targets_are_found_in_any_case()
    {
        TargetCatalog.Find("deploy")!.Name.ShouldBe("Deploy");
        TargetCatalog.Find("nothing").ShouldBeNull();
    }

    // A guard looks a task up by the type's name, so that both have to be the same.
    [Fact]
    public void Tasks_that_may_have_nothing_to_do_are_named_like_their_type() =>
        Tasks.Where(type => type.IsAssignableTo(typeof(ReleaseTask))).ShouldAllBe(type => NameOf(type) == type.Name);

    private static Type TypeOf(string task) => Tasks.Single(type => NameOf(type) == task);

    private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static IEnumerable<string> DependenciesOf(Type task) =>
        task.GetCustomAttributes<IsDependentOnAttribute>().Select(dependency => NameOf(dependency.Task));
}
