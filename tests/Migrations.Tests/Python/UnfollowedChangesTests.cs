using Migrations.Tests.Support;

namespace Migrations.Tests.Python;

/// <summary>Lists of a file that change where nobody sees their name.</summary>
public sealed class UnfollowedChangesTests
{
    private const string Helper = """
        operations = []
        FIELDS = ["x"]
        def drop(model, field):
            operations.append(migrations.RemoveField(model_name=model, name=field))
        """;

    private const string Step = """
        operations = []
        def step(function):
            operations.append(migrations.RunPython(function))
            return function

        """;

    [Theory]
    [InlineData($"{Helper}\ndrop('order', 'x')")]
    [InlineData($"{Helper}\nfor f in FIELDS:\n    drop('order', f)")]
    [InlineData($"{Helper}\nlist(map(drop, FIELDS))")]
    [InlineData($"{Helper}\ndef all():\n    drop('order', 'x')\nall()")]
    [InlineData($"{Helper}\nremove = drop\nremove('order', 'x')")]
    [InlineData($"{Helper}\n_ = drop('order', 'x')")]
    [InlineData($"{Helper}\n_ = [drop('order', f) for f in FIELDS]")]
    [InlineData($"{Helper}\nremove = functools.partial(drop, 'order')\nremove('x')")]
    [InlineData("operations = []\nadd = operations.append\nadd(migrations.RemoveField('order', 'x'))")]
    [InlineData(
        "operations = []\nadd = lambda each: operations.append(each)\nadd(migrations.RemoveField('order', 'x'))"
    )]
    [InlineData("operations = []\n_ = operations.append(migrations.RemoveField('order', 'x'))")]
    [InlineData("operations = common = []\ncommon.append(migrations.RemoveField('order', 'x'))")]
    [InlineData("operations = []\ncommon = operations\ncommon += [migrations.RemoveField('order', 'x')]")]
    [InlineData("operations = []\nall = {'ops': operations}\nall['ops'].append(migrations.RemoveField('order', 'x'))")]
    [InlineData(
        "operations = []\nclass Builder:\n    def drop(self):\n        operations.append(migrations.RemoveField('order', 'x'))\nBuilder().drop()"
    )]
    [InlineData(
        "operations = []\ndef drop():\n    global operations\n    operations = [migrations.RunSQL('x')]\ndrop()"
    )]
    [InlineData(
        "operations = []\ndef add(to):\n    to.append(migrations.RemoveField('order', 'x'))\n_ = add(operations)"
    )]
    [InlineData($"{Helper}\ndropped = []\ndropped.append(drop('order', 'x'))")]
    [InlineData($"{Helper}\ndropped = []\ndropped.extend([drop('order', f) for f in FIELDS])")]
    [InlineData($"{Helper}\ndropped = []\ndropped.append(len([operations.append(migrations.RunSQL('x'))]))")]
    public void Operations_that_a_helper_or_another_name_may_add_are_seen(string code) =>
        Judging.Source(Text(code))!.Operations.ShouldNotBeEmpty(code);

    [Theory]
    [InlineData($"{Step}@step\ndef forwards(apps, schema_editor):\n    pass\n")]
    [InlineData($"{Step}@functools.cache\n@step\nasync def forwards(apps, schema_editor):\n    pass\n")]
    [InlineData($"{Step}@step\nclass Forwards:\n    pass\n")]
    [InlineData(
        "operations = []\ndef into(to):\n    return lambda each: to.append(each)\n@into(operations)\ndef f(apps, schema_editor):\n    pass\n"
    )]
    [InlineData("operations = []\n@operations.append\ndef f(apps, schema_editor):\n    pass\n")]
    [InlineData(
        "operations = []\ndef now(run):\n    run()\n@now\ndef f():\n    operations.append(migrations.RunSQL('x'))\n"
    )]
    [InlineData($"{Helper}\ndef f(x=drop('order', 'x')):\n    pass\n")]
    [InlineData($"{Helper}\nclass Dropped:\n    x = drop('order', 'x')\n")]
    [InlineData($"{Helper}\nclass Dropped:\n    for f in FIELDS:\n        drop('order', f)\n")]
    [InlineData($"{Helper}\nclass Dropped(drop('order', 'x') or object):\n    pass\n")]
    [InlineData($"{Helper}\nclass Dropped:\n    def f(self, x=drop('order', 'x')):\n        pass\n")]
    public void Operations_that_a_definition_adds_are_seen(string code) =>
        Judging.Source(Text(code))!.Operations.ShouldNotBeEmpty(code);

    [Theory]
    [InlineData(
        "ops = [migrations.RunPython(run)]\nclass Step:\n    def add(self):\n        ops.append(1)\n    NAME = len(ops)\n"
    )]
    [InlineData("ops = [migrations.RunPython(run)]\n@transaction.atomic\ndef run(apps, schema_editor):\n    ops[0]\n")]
    [InlineData(
        "ops = [migrations.RunPython(run)]\ndef quiet(f):\n    return f\n@quiet\ndef run(apps, schema_editor, x=len(ops)):\n    pass\n"
    )]
    [InlineData("ops = []\nnames = ['a']\nops.append(migrations.RunPython(run, hints={'names': len(names)}))\n")]
    [InlineData(
        "ops = [migrations.RunPython(run)]\nNAMES = ['a']\ndef run(apps, schema_editor):\n    NAMES.append('b')\n"
    )]
    [InlineData("ops = [migrations.RunPython(run)]\ndef run(apps, schema_editor):\n    ops = []\n    ops.append(1)\n")]
    [InlineData("ops = [migrations.RunPython(run)]\ndef field(name):\n    return [name, len(ops)]\nX = field('x')\n")]
    [InlineData("ops = [migrations.RunPython(run)]\ndef count():\n    n = len(ops)\n    return n\nX = count()\n")]
    [InlineData("ops = [migrations.RunPython(run)]\nother = list(ops)\nother.append(migrations.RunPython(run))\n")]
    [InlineData("ops = [migrations.RunPython(run)]\ndef show(ops):\n    ops.append(1)\nshow([])\n")]
    public void A_list_that_nothing_changes_stays_known(string code) =>
        Judging
            .Source(Text($"{code}\noperations = ops\n"))!
            .Operations.ShouldHaveSingleItem()
            .Name.ShouldBe("RunPython", code);

    private static string Text(string code) =>
        $"""
            import functools
            from django.db import migrations, models, transaction
            {code}
            class Migration(migrations.Migration):
                dependencies = [("shop", "0001_initial")]
                operations = operations
            """;
}
