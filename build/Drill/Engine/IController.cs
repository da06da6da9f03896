using Drill.Storage;

namespace Drill.Engine;

/// <summary>Changes the cluster until it matches the objects of one kind.</summary>
internal interface IController
{
    /// <summary>Receives every change of the store, and queues the objects to reconcile.</summary>
    void Observe(StoreChange change);

    /// <summary>Takes the next step for one object. The object may be gone.</summary>
    void Reconcile(ObjectKey key);
}
