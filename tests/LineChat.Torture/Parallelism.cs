// Each check keeps both cores of a small machine busy by itself.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
