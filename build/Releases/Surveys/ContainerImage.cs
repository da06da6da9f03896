namespace Releases.Surveys;

/// <summary>The image of a container.</summary>
/// <param name="Name">The container.</param>
/// <param name="Image">Its image, as the template says it.</param>
public sealed record ContainerImage(string Name, string Image);
