using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>A setting of Cake's configuration that the program itself gives.</summary>
internal sealed record ConfigurationSetting(string Key, string Value);

/// <summary>The working directory that the program itself asks for.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
