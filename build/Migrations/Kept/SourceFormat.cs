using Migrations.Model;

namespace Migrations.Kept;

/// <summary>Writes and reads what a file says as bytes. Operations are read when they are asked for first.</summary>
internal static class SourceFormat
{
    /// <summary>Writes a migration. <see langword="null"/> stands for a file that defines none.</summary>
    public static byte[] Write(MigrationSource? source)
    {
        var writer = new ValueWriter();
        writer.Flag(source is not null);
        if (source is null)
            return [.. writer.Bytes];
        foreach (
            var references in (IReadOnlyList<MigrationReference>[])
                [source.Dependencies, source.RunBefore, source.Replaces]
        )
            writer.List(
                references,
                each =>
                {
                    writer.Text(each.Label);
                    writer.Text(each.Name);
                }
            );
        writer.Flag(source.IsAtomic);
        writer.List(
            source.Acceptances,
            each =>
            {
                writer.Number(each.Line);
                writer.Text(each.Reason);
                writer.Flag(each.IsWithin);
            }
        );
        writer.Block(Write(source.Operations));
        return [.. writer.Bytes];
    }

    /// <summary>Reads a migration.</summary>
    public static MigrationSource? ReadMigration(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        if (!reader.Flag())
            return null;
        MigrationReference Reference() => new(reader.Text(), reader.Text());
        var (dependencies, runBefore, replaces) = (
            reader.List(Reference),
            reader.List(Reference),
            reader.List(Reference)
        );
        var isAtomic = reader.OpenFlag();
        var acceptances = reader.List(() => new Acceptance(reader.Number(), reader.Text(), reader.Flag()));
        var operations = reader.Block();
        return new()
        {
            Dependencies = dependencies,
            RunBefore = runBefore,
            Replaces = replaces,
            IsAtomic = isAtomic,
            Acceptances = acceptances,
            OperationsLater = () => ReadOperations(operations),
        };
    }

    /// <summary>Writes the configuration of an app.</summary>
    public static byte[] Write(AppConfiguration configuration)
    {
        var writer = new ValueWriter();
        writer.Text(configuration.Named);
        writer.List(
            configuration.Classes,
            each =>
            {
                writer.Text(each.Name);
                writer.Text(each.Label);
                writer.Flag(each.IsDefault);
            }
        );
        return [.. writer.Bytes];
    }

    /// <summary>Reads the configuration of an app.</summary>
    public static AppConfiguration ReadConfiguration(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        return new(
            reader.OptionalText(),
            reader.List(() => new AppConfigurationClass(reader.Text(), reader.Text(), reader.Flag()))
        );
    }

    private static ReadOnlySpan<byte> Write(IReadOnlyList<Operation> operations)
    {
        var writer = new ValueWriter();
        writer.List(
            operations,
            operation =>
            {
                writer.Value(operation.Source);
                // All other operations follow from their expression.
                var isDoubtful = operation is { Name: OperationReader.UnknownName, Doubt: not null };
                writer.Text(isDoubtful ? operation.Doubt : null);
                writer.Flag(operation.IsAboutOrder);
            }
        );
        return writer.Bytes;
    }

    private static Operation[] ReadOperations(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ValueReader(bytes);
        return reader.List(() =>
        {
            var (source, doubt, isAboutOrder) = (reader.Value(), reader.OptionalText(), reader.Flag());
            return doubt is null ? OperationReader.Read(source) : OperationReader.Unknown(source, doubt, isAboutOrder);
        });
    }
}
