using Foundation.Http;
using Pipeline.Hosting;
using Pipeline.Running;

var environment = RunEnvironment.OfThisProcess();
HttpTransport.TakeNoProxyTo(environment.NoProxy);
using var interruption = new Interruption(environment.Errors, environment.StopNotice);
return await ReleaseCommand.RunAsync(args, environment, interruption.Token);
