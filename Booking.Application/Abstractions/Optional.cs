namespace Booking.Application.Abstractions;

/// <summary>
/// A member of a change that can be empty: left out it stays as it is, named it becomes what it is named with, and named with null it is
/// emptied (RFC 7396).
/// </summary>
public readonly record struct Optional<T>
{
    private Optional(T? value) => (Value, IsNamed) = (value, true);

    /// <summary>Null where it is to be emptied, and where it is left out.</summary>
    public T? Value { get; }

    public bool IsNamed { get; }

    public static implicit operator Optional<T>(T? value) => new(value);

    public T? Over(T? old) => IsNamed ? Value : old;
}
