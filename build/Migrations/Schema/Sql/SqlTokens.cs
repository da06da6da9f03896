namespace Migrations.Schema.Sql;

/// <summary>Splits SQL into statements and their parts (PostgreSQL documentation, "Lexical Structure").</summary>
internal static class SqlTokens
{
    /// <summary>The statements, each as its parts. Comments and empty statements are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<SqlToken>> Statements(string sql)
    {
        var statements = new List<IReadOnlyList<SqlToken>>();
        var current = new List<SqlToken>();
        var place = 0;
        while (place < sql.Length)
        {
            if (Read(sql, ref place) is not { } token)
                continue;
            if (!token.Is(";"))
            {
                current.Add(token);
                continue;
            }
            if (current.Count > 0)
                statements.Add(current);
            current = [];
        }
        if (current.Count > 0)
            statements.Add(current);
        return statements;
    }

    private static SqlToken? Read(string sql, ref int place)
    {
        var start = place;
        var first = sql[place];
        if (char.IsWhiteSpace(first))
        {
            place++;
            return null;
        }
        if (At(sql, place, "--"))
        {
            place = End(sql, place, "\n");
            return null;
        }
        if (At(sql, place, "/*"))
        {
            place = End(sql, place + 2, "*/");
            return null;
        }
        if (first is '\'' or '"')
            return Quoted(sql, ref place, first);
        if (first == '$' && Tag(sql, place) is { } tag)
        {
            place = End(sql, place + tag.Length, tag);
            return new(SqlTokenKind.Literal, sql[Math.Min(start + tag.Length, place)..place]);
        }
        if (char.IsLetter(first) || first == '_')
        {
            while (place < sql.Length && (char.IsLetterOrDigit(sql[place]) || sql[place] is '_' or '$'))
                place++;
            return new(SqlTokenKind.Word, ProjectName(sql[start..place]));
        }
        if (char.IsAsciiDigit(first))
        {
            while (place < sql.Length && (char.IsLetterOrDigit(sql[place]) || sql[place] == '.'))
                place++;
            return new(SqlTokenKind.Literal, sql[start..place]);
        }
        place++;
        return new(SqlTokenKind.Sign, first.ToString());
    }

    // A quote inside of the text is written twice.
    private static SqlToken Quoted(string sql, ref int place, char quote)
    {
        var text = new System.Text.StringBuilder();
        place++;
        while (place < sql.Length)
        {
            if (sql[place] != quote)
            {
                text.Append(sql[place++]);
                continue;
            }
            place++;
            if (place >= sql.Length || sql[place] != quote)
                break;
            text.Append(sql[place++]);
        }
        return new(quote == '"' ? SqlTokenKind.Name : SqlTokenKind.Literal, text.ToString());
    }

    private static string? Tag(string sql, int start)
    {
        var end = start + 1;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_'))
            end++;
        return end < sql.Length && sql[end] == '$' ? sql[start..(end + 1)] : null;
    }

    private static bool At(string sql, int place, string text) =>
        string.CompareOrdinal(sql, place, text, 0, text.Length) == 0;

    private static int End(string sql, int start, string text) =>
        start < sql.Length && sql.IndexOf(text, start, StringComparison.Ordinal) is var end and >= 0
            ? end + text.Length
            : sql.Length;

    // PostgreSQL reads names without quotes as lower case.
#pragma warning disable CA1308
    private static string ProjectName(string word) => word.ToLowerInvariant();
#pragma warning restore CA1308
}
