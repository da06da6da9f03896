namespace Cake.Frosting;

/// <summary>
/// Lets the run go on when the task throws: the report lists the task as failed and the host still returns 0. A task with this
/// attribute must not override <c>OnError</c> as well; the engine knows one error handler a task.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
