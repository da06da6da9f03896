namespace Releases.Surveys;

/// <summary>The image of a container.</summary>
/// <param name="Name">The container.</param>
/// <param name="Image">The image of the pod template.</param>
public sealed record ContainerImage(string Name, string Image);
