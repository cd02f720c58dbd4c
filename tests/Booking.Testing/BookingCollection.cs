namespace Booking.Testing;

using Xunit;

/// <summary>All tests of one assembly that share the running system; linked into each test assembly, as xunit wants it there.</summary>
[CollectionDefinition(Name)]
public sealed class BookingCollection : ICollectionFixture<BookingApp>
{
    public const string Name = "booking";
}
