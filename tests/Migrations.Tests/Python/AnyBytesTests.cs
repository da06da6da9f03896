using System.Text;
using CsCheck;
using Migrations.Model;
using Migrations.Tests.Support;

namespace Migrations.Tests.Python;

/// <summary>Whatever a file holds, reading it ends, and says what it could not read.</summary>
public sealed class AnyBytesTests
{
    private static readonly byte[][] Files = [.. OddFiles.All.Select(file => Encoding.UTF8.GetBytes(file.Text))];

    private static readonly string[] Pieces =
    [
        .. new[]
        {
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "'''",
            "f'",
            "f\"\"\"{",
            "\\",
            "\n",
            "\r",
            "\t",
            "    ",
            "\0",
        },
        .. new[]
        {
            "lambda",
            "not ",
            "-",
            "if ",
            "else ",
            "for ",
            "class Migration",
            "def f(",
            ":",
            "=",
            "+=",
            ",",
            "*",
            "**",
        },
        .. new[]
        {
            "operations",
            "migrations.",
            "é",
            "\uFEFF",
            "\u2028",
            "#",
            "@",
            "async ",
            "yield ",
            ":=",
            "import ",
            ";",
        },
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]);

    private static readonly Gen<byte[]> File = Gen.Int[0, Files.Length - 1].Select(index => Files[index]);

    [Fact]
    public void Random_bytes_are_read() => Gen.Byte.Array[0, 400].Sample(bytes => Read(bytes), iter: 20_000);

    [Fact]
    public void Random_pieces_of_Python_are_read() =>
        Piece.Array[0, 80].Sample(pieces => Read(Encoding.UTF8.GetBytes(string.Concat(pieces))), iter: 20_000);

    [Fact]
    public void Damaged_files_are_read() =>
        Gen.Select(File, Gen.Int[0, 100_000], Gen.Int[0, 40], Piece)
            .Sample((file, place, cut, piece) => Read(Damage(file, place, cut, piece)), iter: 20_000);

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("{", 100_000)]
    [InlineData("a(", 100_000)]
    [InlineData("-", 100_000)]
    [InlineData("not ", 100_000)]
    [InlineData("lambda:", 100_000)]
    [InlineData("1+", 100_000)]
    [InlineData("2**", 100_000)]
    [InlineData("a.", 100_000)]
    [InlineData("a[0]", 100_000)]
    [InlineData("x if y else ", 100_000)]
    [InlineData("f'{", 100_000)]
    [InlineData("f'''{", 100_000)]
    [InlineData("((a,),", 50_000)]
    [InlineData("{{1},", 50_000)]
    [InlineData("[x for ", 50_000)]
    [InlineData("if a:\n ", 10_000)]
    [InlineData("@a\n", 50_000)]
    [InlineData("x = [x, x]\n", 5_000)]
    public void Code_of_any_depth_is_read(string piece, int times)
    {
        var deep = string.Concat(Enumerable.Repeat(piece, times));

        Read(Encoding.UTF8.GetBytes(deep));
        var source = Judging.Source($"class Migration:\n    operations = [{deep}\n");
        source.ShouldNotBeNull().Operations.ShouldContain(operation => operation.Doubt != null);
    }

    [Fact]
    public void Blocks_of_any_depth_are_read()
    {
        var lines = Enumerable.Range(0, 3_000).Select(depth => new string(' ', depth) + "if a:\n");

        Read(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    // Written so that what is read is used: a file that defines a migration has operations or none, but is never half
    // read.
    private static bool Read(byte[] bytes)
    {
        var source = MigrationSourceReader.Read(bytes, DatabaseKind.PostgreSql.Vendor);
        return source is null || source.Operations.All(operation => operation.Line > 0);
    }

    private static byte[] Damage(byte[] file, int place, int cut, string piece)
    {
        var start = place % (file.Length + 1);
        var end = Math.Min(file.Length, start + cut);
        return [.. file[..start], .. Encoding.UTF8.GetBytes(piece), .. file[end..]];
    }
}
