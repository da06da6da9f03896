using YamlDotNet.Core;

namespace Foundation.Yaml;

/// <summary>YAML that would cost too much to read. The message quotes nothing of the text.</summary>
public sealed class YamlLimitException : YamlException
{
    internal YamlLimitException(Mark start, Mark end, string message)
        : base(start, end, message) { }
}
