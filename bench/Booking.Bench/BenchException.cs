namespace Booking.Bench;

/// <summary>The figures cannot be taken, or must not be believed.</summary>
internal sealed class BenchException(string message) : Exception(message);
