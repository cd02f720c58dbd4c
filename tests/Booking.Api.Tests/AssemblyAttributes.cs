using Xunit;

// Each collection runs a whole system of its own: two at once would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
