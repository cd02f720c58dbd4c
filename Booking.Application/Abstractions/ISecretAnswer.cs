namespace Booking.Application.Abstractions;

/// <summary>An answer that can have a secret in it. It lies sealed where it is kept for repetitions of its request.</summary>
public interface ISecretAnswer
{
    bool HasSecret { get; }
}
