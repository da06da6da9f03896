using Migrations.Tests.Support;

namespace Migrations.Tests.Python;

/// <summary>Files with thousands of rows or functions get an answer.</summary>
public sealed class LargeFilesTests
{
    private const int Rows = 4_000;
    private const int Statements = 150;

    [Theory]
    [InlineData("if settings.LOAD_{0}:\n    operations += [migrations.RunPython(load)]\n")]
    [InlineData("COUNT_{0} = load(None, None)\n")]
    [InlineData("for each in settings.LOAD_{0}:\n    load(each, None)\n")]
    [InlineData("operations += [migrations.RunPython(load)]\n")]
    public void A_function_with_thousands_of_rows_is_mentioned_by_many_statements(string statement)
    {
        var rows = string.Concat(
            Enumerable.Range(0, Rows).Select(row => $"    Country(code=\"{row}\", name=\"x\"),\n")
        );
        var load = $"def load(apps, schema_editor):\n    Country.objects.bulk_create([\n{rows}    ])\n";
        var all = string.Concat(
            Enumerable
                .Range(0, Statements)
                .Select(number => statement.Replace("{0}", $"{number}", StringComparison.Ordinal))
        );

        var source = Judging.Source(
            Text($"{load}operations = [migrations.RunSQL('x', migrations.RunSQL.noop)]\n{all}")
        );

        source!.Operations[0].Name.ShouldBe("RunSQL");
    }

    [Fact]
    public void A_list_whose_items_choose_its_items_many_times_over_is_read()
    {
        const int Depth = 4_000;
        var items = string.Concat(Enumerable.Repeat("[PLACES", Depth));
        var all = string.Concat(Enumerable.Repeat($"_ = lambda: PLACES{items}{new string(']', Depth)}\n", Statements));

        var source = Judging.Source(Text($"PLACES = [0]\noperations = [migrations.RunSQL('x')]\n{all}"));

        source!.Operations.ShouldHaveSingleItem().Name.ShouldBe("RunSQL");
    }

    [Theory]
    [InlineData("for each in settings.FIELDS:\n    step_0()\n")]
    [InlineData("_ = step_0()\n")]
    [InlineData("first = step_0\n_ = [first() for each in settings.FIELDS]\n")]
    public void What_thousands_of_functions_that_call_each_other_add_in_the_end_is_seen(string call)
    {
        const int Functions = 10_000;
        var chain = string.Concat(
            Enumerable.Range(0, Functions).Select(number => $"def step_{number}():\n    step_{number + 1}()\n")
        );
        var last = $"def step_{Functions}():\n    operations.append(migrations.RemoveField('order', 'x'))\n";

        var source = OnSmallStack(() => Judging.Source(Text($"operations = []\n{chain}{last}{call}")));

        source!.Operations.ShouldNotBeEmpty();
    }

    [Fact]
    public void More_code_than_can_be_followed_may_change_everything()
    {
        const int Names = 2_000;
        var mentions = string.Concat(Enumerable.Range(0, Names).Select(number => $"    name_{number}\n"));
        var calls = string.Concat(Enumerable.Repeat("_ = step()\n", 400));

        var source = Judging.Source(
            Text($"operations = [migrations.RunSQL('x')]\ndef step():\n{mentions}    return None\n{calls}")
        );

        source!.Operations.ShouldContain(operation => operation.Doubt != null);
    }

    // The frames of a chain of calls would not fit.
    private static T OnSmallStack<T>(Func<T> read)
    {
        const int StackBytes = 512 * 1024;
        T? result = default;
        var thread = new Thread(() => result = read(), StackBytes);
        thread.Start();
        thread.Join();
        return result!;
    }

    private static string Text(string code) =>
        $"""
            from django.conf import settings
            from django.db import migrations
            from shop.models import Country
            {code}
            class Migration(migrations.Migration):
                dependencies = [("shop", "0001_initial")]
                operations = operations
            """;
}
