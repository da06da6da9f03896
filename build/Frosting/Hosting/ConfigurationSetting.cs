namespace Cake.Frosting.Hosting;

/// <summary>A setting of Cake's configuration that the program itself gives.</summary>
internal sealed record ConfigurationSetting(string Key, string Value);
