namespace Cluster.Tests.Sample;

/// <summary>What <c>manage.py migrate</c> can do in a test.</summary>
public static class SampleMigrations
{
    /// <summary>Waits until the test says so.</summary>
    public const string ThatWaits = """
        echo "Waiting to go on"
        until [ -e /go-on ]; do sleep 0.1; done
        echo "Going on"
        """;

    /// <summary>What <see cref="ThatFails"/> says at last.</summary>
    public const string LastWords = "django.db.utils.IntegrityError: column text contains null values";

    /// <summary>Fails after some lines.</summary>
    public const string ThatFails = $"""
        echo "Applying forms.0003_answer_length..."
        sleep 0.1
        echo "{LastWords}" >&2
        exit 1
        """;

    /// <summary>Writes 2,000 numbered lines, with one in the middle that is not UTF-8.</summary>
    public const string ThatTalks = """
        number=1
        while [ $number -le 1000 ]; do echo "line $number."; number=$((number + 1)); done
        printf 'caf\351 au lait\n'
        while [ $number -le 2000 ]; do echo "line $number."; number=$((number + 1)); done
        """;
}
