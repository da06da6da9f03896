// The host sets the working directory of the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
