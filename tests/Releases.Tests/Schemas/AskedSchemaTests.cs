using Releases.Schemas;

namespace Releases.Tests.Schemas;

public sealed class AskedSchemaTests
{
    [Fact]
    public void The_plan_of_showmigrations_says_what_is_applied()
    {
        var schema = AskedSchema
            .Read(["warning: of a module", "[X]  forms.0001_initial", "[ ]  forms.0002_a ... (forms.0001_initial)"])
            .ShouldNotBeNull();

        schema.Applied.ShouldBe(["forms.0001_initial"]);
        schema.Open.ShouldBe(["forms.0002_a"]);
    }

    [Fact]
    public void No_migrations_are_an_answer_and_silence_is_none()
    {
        AskedSchema.Read(["(no migrations)"]).ShouldNotBeNull().Migrations.ShouldBeEmpty();
        AskedSchema.Read([]).ShouldBeNull();
        AskedSchema.Read(["Traceback (most recent call last):"]).ShouldBeNull();
    }
}
