using System.Collections.Concurrent;

namespace Drill.Images;

/// <summary>
/// Layers and configurations, in a temporary folder that only this user may enter. All repositories share them.
/// </summary>
internal sealed class BlobStore : IDisposable
{
    private readonly ConcurrentDictionary<string, BlobUpload> _uploads = new(StringComparer.Ordinal);
    private readonly EventHandler _removeAtExit;

    public BlobStore()
    {
        // Images are large. The folder is removed at the end of the process even if nobody disposes of the store.
        _removeAtExit = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _removeAtExit;
    }

    /// <summary>The folder of the files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("drill-registry-").FullName;

    /// <returns>The file of a blob, or null when there is no such blob.</returns>
    public string? Find(string digest) => File.Exists(PathOf(digest)) ? PathOf(digest) : null;

    public BlobUpload Open()
    {
        var id = Guid.NewGuid().ToString("N");
        return new BlobUpload(id, Path.Combine(Folder, id));
    }

    /// <summary>Keeps an upload until its next request.</summary>
    public void Keep(BlobUpload upload) => _uploads[upload.Id] = upload;

    /// <summary>
    /// Takes an upload out of the store. A second request for the same upload at the same time finds none.
    /// </summary>
    /// <exception cref="RegistryFailure">There is no such upload.</exception>
    public BlobUpload Take(string id) =>
        _uploads.TryRemove(id, out var upload) ? upload : throw RegistryFailure.UploadUnknown(id);

    /// <summary>Makes a finished upload a blob.</summary>
    /// <exception cref="RegistryFailure">The content has another digest. The upload is lost.</exception>
    public void Commit(BlobUpload upload, string digest)
    {
        using (upload)
        {
            if (upload.Complete() != digest)
                throw RegistryFailure.DigestInvalid(digest);

            // A blob that exists has the same content. It stays, because a client may be reading it.
            if (Find(digest) is null)
                File.Move(upload.File, PathOf(digest), overwrite: true);
        }
    }

    /// <summary>Keeps some bytes that are whole.</summary>
    /// <returns>Their digest.</returns>
    public string Put(byte[] content)
    {
        var digest = ContentDigest.Of(content);
        if (Find(digest) is not null)
            return digest;
        var file = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(file, content);
        File.Move(file, PathOf(digest), overwrite: true);
        return digest;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _removeAtExit;
        try
        {
            foreach (var upload in _uploads.Values)
                upload.Dispose();

            Directory.Delete(Folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else has removed the folder.
        }
    }

    private string PathOf(string digest) => Path.Combine(Folder, ContentDigest.Hex(digest));
}
