namespace Booking.Domain.Waitlist;

/// <summary>What a customer waits for, as the queue sees it.</summary>
/// <param name="Queue">Where its order counts; what competes for the same inventory stands in the same queue.</param>
/// <param name="Key">The same for all who want the same thing, in whatever quantity.</param>
/// <param name="Units">The inventory that would do; two wishes with none in common never compete.</param>
/// <param name="Kind">One of <see cref="Holds.ItemKinds"/>.</param>
/// <param name="OfferingId">As in the item of a hold.</param>
/// <param name="Quantity">Places, seats or pieces; 1 for a time.</param>
/// <param name="From">When its use begins; null for a product.</param>
/// <param name="IsTimed">Taken for a time: wishes whose times do not meet do not compete.</param>
/// <param name="Request">The item as it was asked for, in JSON.</param>
public sealed record WaitlistWish(
    string Queue, string Key, IReadOnlyList<string> Units, string Kind, Guid OfferingId, string Title, int Quantity, DateTimeOffset? From, DateTimeOffset? To, bool IsTimed, string Request);
