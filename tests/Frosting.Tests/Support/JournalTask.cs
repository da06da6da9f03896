using Cake.Frosting;

namespace Frosting.Tests.Support;

/// <summary>A task that writes its class name into the journal.</summary>
internal abstract class JournalTask : FrostingTask<JournalContext>
{
    public override void Run(JournalContext context) => context.Journal.Add(GetType().Name);
}
