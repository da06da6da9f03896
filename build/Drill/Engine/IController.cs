using Drill.Storage;

namespace Drill.Engine;

/// <summary>Brings the cluster to what an object asks for, step by step.</summary>
internal interface IController
{
    /// <summary>Hears of every change and notes the objects that need a look.</summary>
    void Observe(StoreChange change);

    /// <summary>Looks at one object, which may be gone, and does what is next.</summary>
    void Reconcile(ObjectKey key);
}
