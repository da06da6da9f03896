using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Foundation.Secrets;
using Migrations.Verdicts;
using Pipeline.Requests;
using Releases.Histories;
using Releases.Plans;
using Releases.Records;
using Releases.Surveys;

namespace Pipeline.Tests.Runs;

/// <summary>No variable takes a word out of the formats that programs read.</summary>
public sealed class OrdinaryWordsTests
{
    public static TheoryData<Type, JsonSerializerContext> Formats =>
        new()
        {
            { typeof(ReleaseRecord), RecordFormat.Default },
            { typeof(ReleasePlan), PlanFormat.Default },
            { typeof(FleetStatus), FleetStatusFormat.Default },
            { typeof(FleetHistory), FleetHistoryFormat.Default },
            { typeof(MigrationVerdict), MigrationFormat.Default },
        };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_word_of_a_format_is_one(Type type, JsonSerializerContext context)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Collect(context, type, words, []);

        words.Count.ShouldBeGreaterThan(5);
        words
            .Where(word => word.Length >= SecretKeeper.ShortestSought)
            .Except(OrdinaryWords.All, StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    private static void Collect(JsonSerializerContext context, Type type, HashSet<string> words, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!seen.Add(type))
            return;
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValues(type))
                words.Add(JsonSerializer.Serialize(value, type, context).Trim('"'));
            return;
        }
        if (context.GetTypeInfo(type) is not { } info)
            return;
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            Collect(context, info.ElementType!, words, seen);
        // What is never written has no getter.
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            words.Add(property.Name);
            Collect(context, property.PropertyType, words, seen);
        }
    }
}
