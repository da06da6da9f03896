using Cluster.Tests.Stack;

// Every class goes on its own, in namespaces, a git remote and a registry repository of its own. More than two at a
// time would only wait for one another's pods: there is one node.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerClass, MaxParallelThreads = 2)]
[assembly: AssemblyFixture(typeof(StackFixture))]
