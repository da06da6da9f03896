// Most of these tests wait for other programs or for a rehearsed rollout for half of their time.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerClass, MaxParallelThreads = 4)]
