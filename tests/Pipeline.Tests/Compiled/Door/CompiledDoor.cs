namespace Pipeline.Tests.Compiled.Door;

/// <summary>A checkout that two runs found uncompiled at the same time.</summary>
public sealed class CompiledDoor : IAsyncLifetime
{
    internal DoorCheckout Checkout { get; } = new(DoorProgram.Source);

    internal IReadOnlyList<DoorRun> FirstRuns { get; private set; } = [];

    public async ValueTask InitializeAsync() =>
        FirstRuns = await Task.WhenAll(Checkout.Run(["first"]), Checkout.Run(["second"]));

    public ValueTask DisposeAsync()
    {
        Checkout.Dispose();
        return ValueTask.CompletedTask;
    }
}
