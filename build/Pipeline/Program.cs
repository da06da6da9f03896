using Pipeline;
using Pipeline.Running;

using var interruption = new Interruption(Console.Error);
return await ReleaseCommand.RunAsync(args, ReleaseEnvironment.OfThisProcess(), interruption.Token);
