using Migrations.Tests.Support;

namespace Migrations.Tests.Locks;

/// <summary>Code locks rows of the models that it asks for, however it asks.</summary>
public sealed class CodeLockTests
{
    private const string Order = "migrations.CreateModel('Order', [('id', models.BigAutoField(primary_key=True))])";

    [Theory]
    [InlineData("apps.get_model('shop', 'Order')")]
    [InlineData("apps.get_model('shop.Order')")]
    [InlineData("apps.get_model(app_label='shop', model_name='Order')")]
    [InlineData("apps.get_model(model_name='Order', app_label='shop')")]
    [InlineData("apps.get_model('shop', model_name='Order', require_ready=False)")]
    [InlineData("apps.get_model('shop', 'Order', False)")]
    [InlineData("apps.get_model('shop.Order', require_ready=False)")]
    [InlineData("apps.get_model(\n        'shop',\n        'Order',\n    )")]
    public void Models_are_asked_for_by_place_or_name(string call) =>
        Tables($"def forwards(apps, schema_editor):\n    {call}.objects.update(x=1)").ShouldBe("shop_order RE");

    [Theory]
    [InlineData("apps.get_model('shop', name)")]
    [InlineData("apps.get_model(app_label, 'Order')")]
    [InlineData("apps.get_model('shop', 'Or' + end)")]
    [InlineData("apps.get_model(f'{shop}.Order')")]
    public void A_model_whose_name_the_program_makes_is_not_told(string call) =>
        Tables($"def forwards(apps, schema_editor):\n    {call}.objects.update(x=1)").ShouldBe("none");

    [Fact]
    public void A_helper_asks_for_the_code_that_calls_it()
    {
        const string Code = """
            def model(apps, name):
                return apps.get_model("shop", "Order")


            def fill(apps):
                model(apps, "Order").objects.update(x=1)
                fill_again(apps)


            def fill_again(apps):
                fill(apps)


            def other(apps):
                apps.get_model("shop", "Other")


            def forwards(apps, schema_editor):
                schema_editor.other(apps)
                fill(apps)
            """;

        Tables(Code).ShouldBe("shop_order RE");
    }

    private static string Tables(string code)
    {
        var text = $"""
            from django.db import migrations


            {code}


            class Migration(migrations.Migration):
                dependencies = [("shop", "0001_initial")]
                operations = [migrations.RunPython(forwards)]
            """;
        var first = ("shop/0001_initial", MigrationText.Of(Order));
        var operation = Judging.Compare([first], [first, ("shop/0002_fill", text)]).Changes[0].Operations.Single();
        return MeasuredLock.Words(operation.Locks?.Tables ?? []);
    }
}
