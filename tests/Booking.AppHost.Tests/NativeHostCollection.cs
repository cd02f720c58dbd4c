namespace Booking.AppHost.Tests;

using Xunit;

/// <summary>One host at a time: each starts servers, and the tests look at times.</summary>
[CollectionDefinition(nameof(NativeHostCollection), DisableParallelization = true)]
public sealed class NativeHostCollection;
