namespace Foundation.Limits;

/// <summary>
/// How much is read of what others have written. What is larger is refused or cut, with a message. The limits are far
/// above what real releases need, and far below what exhausts a machine.
/// </summary>
public static class InputLimits
{
    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * Kibibyte;

    /// <summary>The largest fleet file, manifest or kubeconfig, in bytes.</summary>
    public const int TextFile = 8 * Mebibyte;

    /// <summary>The largest file that holds a token, a certificate or a key, in bytes.</summary>
    public const int CredentialFile = Mebibyte;

    /// <summary>The largest record that is read back, in bytes.</summary>
    public const int Record = 64 * Mebibyte;

    /// <summary>The largest answer of a registry, of GitLab or of a page, in bytes.</summary>
    public const int WebAnswer = 8 * Mebibyte;

    /// <summary>How many pages of a list of GitLab are read.</summary>
    public const int WebPages = 100;

    /// <summary>The largest answer of a cluster, in bytes; one page of a list may be many megabytes.</summary>
    public const int ClusterAnswer = 128 * Mebibyte;

    /// <summary>How many objects of one list of a cluster are read.</summary>
    public const int ClusterObjects = 100_000;

    /// <summary>The largest refusal of a cluster that is looked into for its reason, in bytes.</summary>
    public const int ClusterRefusal = 64 * Kibibyte;

    /// <summary>The largest event of a watch, in bytes; a cluster keeps no object above two megabytes.</summary>
    public const int WatchEvent = 8 * Mebibyte;

    /// <summary>
    /// How much is read of one line of a container's log, in bytes. Docker and CRI split lines there; nobody reads
    /// more of one.
    /// </summary>
    public const int LogLine = 16 * Kibibyte;

    /// <summary>How much of one line is kept in a record, in characters.</summary>
    public const int KeptLine = 2000;

    /// <summary>How much is shown of one message of a server, in characters.</summary>
    public const int Message = 1000;

    /// <summary>
    /// How many problems of one file are collected; a file with more is fixed in several rounds. Each problem costs a
    /// comparison with all names that may have been meant.
    /// </summary>
    public const int Problems = 100;

    /// <summary>How deep YAML may be nested; JSON readers go no deeper.</summary>
    public const int YamlDepth = 64;

    /// <summary>How many values a YAML text may have, keys included.</summary>
    public const int YamlValues = 500_000;

    /// <summary>How many values all aliases of a YAML text may stand for together.</summary>
    public const int YamlAliasedValues = 20_000;
}
