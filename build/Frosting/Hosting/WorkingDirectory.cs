using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>The working directory that the program itself asks for.</summary>
internal sealed record WorkingDirectory(DirectoryPath Path);
