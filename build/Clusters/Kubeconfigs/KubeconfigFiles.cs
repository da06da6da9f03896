using System.Text;
using Foundation.Files;
using Foundation.Limits;

namespace Clusters.Kubeconfigs;

/// <summary>Reads what a kubeconfig holds either in place (base64) or in a file beside it.</summary>
internal sealed class KubeconfigFiles(KubeconfigSection section, string? folder)
{
    /// <summary>
    /// The text of <c>FIELD-data</c>, else of the file that <c>FIELD</c> names, else <see langword="null"/>.
    /// </summary>
    public string? Content(string field)
    {
        if (section.Text(field + "-data") is { } data)
            return Decode(field + "-data", data);
        if (Located(field) is not { } path)
            return null;

        try
        {
            return BoundedFile.ReadText(path, InputLimits.CredentialFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw section.Wrong(field, $"cannot be read: {exception.Message}");
        }
    }

    /// <summary>The full path that a field names; relative ones start at the kubeconfig's folder.</summary>
    public string? Located(string field)
    {
        if (section.Text(field) is not { } path)
            return null;
        if (Path.IsPathRooted(path))
            return path;

        return folder is not null
            ? Path.GetFullPath(path, folder)
            : throw section.Wrong(field, "is a relative path, but the kubeconfig is not a file");
    }

    private string Decode(string field, string data)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException)
        {
            throw section.Wrong(field, "is not valid base64");
        }
    }
}
