using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Drill.Images;

/// <summary>A blob that is being sent, in one request or in several. Its digest is computed while it arrives.</summary>
internal sealed class BlobUpload(string id, string file) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Without a buffer, a full disk shows at once, and every hashed byte is on the disk.
    private readonly FileStream _stream = new(
        file,
        FileMode.CreateNew,
        FileAccess.Write,
        FileShare.None,
        bufferSize: 0
    );

    public string Id => id;

    public string File => file;

    /// <summary>The number of bytes that have arrived.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Appends a request's body. When the client leaves, the bytes so far stay, and the client can continue from there.
    /// </summary>
    /// <exception cref="RegistryFailure">The disk refuses the bytes.</exception>
    public async Task AppendAsync(PipeReader body, CancellationToken cancellationToken)
    {
        ReadResult read;
        do
        {
            read = await body.ReadAsync(cancellationToken);
            foreach (var segment in read.Buffer)
                Append(segment.Span);

            body.AdvanceTo(read.Buffer.End);
        } while (!read.IsCompleted);
    }

    /// <summary>Ends the upload.</summary>
    /// <returns>The digest of the bytes.</returns>
    public string Complete()
    {
        _stream.Dispose();
        return ContentDigest.Render(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
        System.IO.File.Delete(file);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException full)
        {
            // Engines show the text of a refusal. For an internal error they show only the number, after several
            // attempts.
            throw RegistryFailure.Denied(
                $"{full.Message}: the drill's registry keeps images in the temporary directory; TMPDIR names another one"
            );
        }

        _hash.AppendData(bytes);
        Length += bytes.Length;
    }
}
