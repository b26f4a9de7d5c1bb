// Most checks keep both cores of a small machine busy, so they run one at a time. Two collections run beside them: what the server slows down, and what waits for two minutes.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 3)]
