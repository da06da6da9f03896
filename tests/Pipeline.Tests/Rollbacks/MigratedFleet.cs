using Drill.Kubelet;
using Pipeline.Tests.Drills;

namespace Pipeline.Tests.Rollbacks;

/// <summary>A fleet of one region, <c>north</c>, that serves 1.2.4, which has brought migrations over 1.2.2.</summary>
internal static class MigratedFleet
{
    /// <summary>A migration of another app, which depends on <see cref="SampleMigrations.Clear"/>.</summary>
    public static (string File, string Text) Billing { get; } = BillingAfter("0003_form_owner");

    /// <summary>A migration of another app, which depends on one of the forms.</summary>
    public static (string File, string Text) BillingAfter(string migration) =>
        SampleMigrations.Of(
            "0001_initial",
            migration,
            "migrations.CreateModel('Bill', [('id', models.BigAutoField(primary_key=True))])",
            "billing"
        );

    public static async Task<StagedFleet> ServingAsync(params (string File, string Text)[] migrations)
    {
        var fleet = await StagedFleet.StartAsync("north");
        await fleet.PublishAsync("1.2.4", migrations);
        await fleet.ServeAsync("north", "1.2.4");
        return fleet;
    }

    /// <summary>What a container was started for, without <c>python manage.py</c> and the options.</summary>
    public static string Command(ContainerStart start) => string.Join(' ', start.Command.Skip(2).Take(3));
}
