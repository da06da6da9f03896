using System.Text;
using System.Text.Json.Nodes;
using Drill.Storage;

namespace Drill.Api;

/// <summary>
/// One message of Kubernetes' protobuf encoding, with the fields that the drill understands. From 1.32 on kubectl's
/// typed client sends protobuf. The schema covers what a release sends: access reviews and namespaces.
/// </summary>
internal sealed class ProtobufMessage(params (int Number, string Name, ProtobufMessage? Type)[] fields)
{
    private const int VarInt = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private static readonly byte[] Magic = [(byte)'k', (byte)'8', (byte)'s', 0];

    private static readonly ProtobufMessage TypeMeta = new((1, "apiVersion", null), (2, "kind", null));
    private static readonly ProtobufMessage ObjectMeta = new(
        (1, "name", null),
        (2, "generateName", null),
        (3, "namespace", null)
    );

    private static readonly ProtobufMessage AccessSpec = new(
        (
            1,
            "resourceAttributes",
            new(
                (1, "namespace", null),
                (2, "verb", null),
                (3, "group", null),
                (4, "version", null),
                (5, "resource", null),
                (6, "subresource", null),
                (7, "name", null)
            )
        ),
        (2, "nonResourceAttributes", new((1, "path", null), (2, "verb", null)))
    );

    private static readonly Dictionary<string, ProtobufMessage> Kinds = new(StringComparer.Ordinal)
    {
        ["Namespace"] = new((1, "metadata", ObjectMeta)),
        ["SelfSubjectAccessReview"] = new((1, "metadata", ObjectMeta), (2, "spec", AccessSpec)),
        ["SelfSubjectRulesReview"] = new((1, "metadata", ObjectMeta), (2, "spec", new((1, "namespace", null)))),
    };

    /// <summary>Reads the envelope (k8s.io/apimachinery, runtime.Unknown) and the object in it.</summary>
    /// <returns>The object as JSON, or null when its kind is not in the schema.</returns>
    /// <exception cref="ApiFailure">The bytes are not such an envelope.</exception>
    public static JsonObject? Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
            throw ApiFailure.BadRequest(
                "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"
            );

        var json = new JsonObject();
        var content = ReadOnlySpan<byte>.Empty;
        var rest = body[Magic.Length..];
        while (Next(ref rest, out var number, out var value))
        {
            if (number == 1)
                json = TypeMeta.ToJson(value);
            else if (number == 2)
                content = value;
        }

        if (!Kinds.TryGetValue(json["kind"]?.GetValue<string>() ?? "", out var kind))
            return null;

        foreach (var (name, value) in kind.ToJson(content))
            json[name] = value?.DeepClone();

        return json;
    }

    private JsonObject ToJson(ReadOnlySpan<byte> message)
    {
        var json = new JsonObject();
        while (Next(ref message, out var number, out var value))
        {
            var field = Array.Find(fields, field => field.Number == number);
            if (field.Name is not null)
                json[field.Name] = field.Type?.ToJson(value) ?? (JsonNode)Encoding.UTF8.GetString(value);
        }

        return json;
    }

    /// <summary>Reads the next field of the message. Only fields of bytes get a value.</summary>
    private static bool Next(scoped ref ReadOnlySpan<byte> message, out int number, out ReadOnlySpan<byte> value)
    {
        value = default;
        number = 0;
        if (message.IsEmpty)
            return false;

        var tag = ReadVarInt(ref message);
        number = (int)(tag >> 3);
        var length = (int)(tag & 7) switch
        {
            VarInt => (int)(ReadVarInt(ref message) & 0),
            Fixed64 => sizeof(long),
            Bytes => checked((int)ReadVarInt(ref message)),
            Fixed32 => sizeof(int),
            _ => throw Malformed(),
        };
        if (length > message.Length)
            throw Malformed();

        value = message[..length];
        message = message[length..];
        return true;
    }

    private static ulong ReadVarInt(scoped ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && !message.IsEmpty; shift += 7)
        {
            var octet = message[0];
            message = message[1..];
            value |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80)
                return value;
        }

        throw Malformed();
    }

    private static ApiFailure Malformed() => ApiFailure.BadRequest("proto: illegal wireType or unexpected EOF");
}
