using Drill.Storage;

namespace Drill.Registry;

/// <summary>
/// The checks before an object is stored, such as webhooks and quotas (Kubernetes documentation, "Admission Control").
/// </summary>
internal interface IAdmission
{
    /// <summary>Refuses a request to create or to change an object, by throwing.</summary>
    /// <param name="key">The object.</param>
    /// <param name="isNew">Whether the object is to be created.</param>
    /// <param name="options">The options of the write.</param>
    void Review(ObjectKey key, bool isNew, WriteOptions options);

    /// <summary>Changes a new object before its defaults are filled in.</summary>
    void Mutate(Stored created);

    /// <summary>Refuses a new object in the form that would be stored, by throwing.</summary>
    void Admit(Stored created);
}
