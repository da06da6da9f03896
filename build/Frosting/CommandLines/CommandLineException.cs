namespace Cake.Frosting.CommandLines;

/// <summary>A command line that cannot be understood.</summary>
internal sealed class CommandLineException(string problem, string argument) : Exception($"{problem} ({argument})");
