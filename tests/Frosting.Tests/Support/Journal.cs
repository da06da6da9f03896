using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Support;

/// <summary>What happened in a run, in order.</summary>
internal sealed class Journal
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    public void Add(string entry) => _entries.Add(entry);
}

internal sealed class JournalContext(ICakeContext context, Journal journal) : FrostingContext(context)
{
    public Journal Journal { get; } = journal;
}

/// <summary>A task that writes its class name into the journal.</summary>
internal abstract class JournalTask : FrostingTask<JournalContext>
{
    public override void Run(JournalContext context) => context.Journal.Add(GetType().Name);
}
