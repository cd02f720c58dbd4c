namespace Booking.Application.Holds;

using Booking.Domain.Holds;

/// <summary>Looks for what is free near something that is not. A hint: it may be gone when it is asked for.</summary>
public interface IAlternatives
{
    /// <returns>At most three, nearest first.</returns>
    Task<IReadOnlyList<Alternative>> FindAsync(ItemRequest asked, Grant grant, CancellationToken ct);
}

/// <param name="Kind">One of <see cref="ItemKinds"/>.</param>
/// <param name="OfferingId">What to ask for instead: the same offering, or another one of its kind.</param>
/// <param name="Seats">Free seats, where the kind has names.</param>
/// <param name="Quantity">Places left, where the kind is counted.</param>
public sealed record Alternative(string Kind, Guid OfferingId, string Title, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<string> Seats, int? Quantity);
