using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Support;

internal sealed class JournalContext(ICakeContext context, Journal journal) : FrostingContext(context)
{
    public Journal Journal { get; } = journal;
}
