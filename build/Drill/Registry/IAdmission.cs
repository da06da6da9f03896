using Drill.Storage;

namespace Drill.Registry;

/// <summary>
/// What has a say before an object is stored (Kubernetes documentation, "Admission Control"): webhooks and quotas.
/// </summary>
internal interface IAdmission
{
    /// <summary>Refuses a request to create or to change an object, by throwing.</summary>
    /// <param name="key">The object.</param>
    /// <param name="isNew">It is to be created.</param>
    /// <param name="options">How it is to be written.</param>
    void Review(ObjectKey key, bool isNew, WriteOptions options);

    /// <summary>Changes a new object before its defaults are filled in.</summary>
    void Mutate(Stored created);

    /// <summary>Refuses a new object as it would be stored, by throwing.</summary>
    void Admit(Stored created);
}
