namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Where a session of a class stands.</summary>
public enum ClassSessionStatus
{
    /// <summary>Takes place; its places can be had while there are any.</summary>
    Scheduled,

    /// <summary>Called off by the tenant.</summary>
    Cancelled,
}

/// <summary>The legal moves of a session.</summary>
public static class ClassSessionTransitions
{
    public static readonly TransitionTable<ClassSessionStatus> Table = new((ClassSessionStatus.Scheduled, ClassSessionStatus.Cancelled));
}

/// <summary>
/// One time at which a class takes place. It takes its provider's slot as a whole when it is scheduled, so no appointment overlaps it;
/// its places are a pool.
/// </summary>
public sealed class ClassSession : AggregateRoot
{
    private ClassSession()
    {
    }

    public Guid ServiceId { get; private init; }

    public Guid ProviderId { get; private init; }

    public DateTimeOffset StartsAt { get; private init; }

    public DateTimeOffset EndsAt { get; private init; }

    public int Places { get; private init; }

    public Guid PoolId { get; private init; }

    public ClassSessionStatus Status { get; private set; }

    public TimeRange Asked => new(StartsAt, EndsAt);

    public static Result<ClassSession> Schedule(Guid id, Service service, Provider provider, DateTimeOffset from, int places, DateTimeOffset now)
    {
        if (!service.IsClass || !service.IsActive)
        {
            return Error.Rule("/serviceId", "Only a class that is offered has sessions.", Reason.NotOnSale);
        }

        if (!service.ProviderIds.Contains(provider.Id) || !provider.IsActive)
        {
            return Error.Rule("/providerId", "This provider does not perform the service.");
        }

        if (places is < 1 or > Service.MaxSeatsPerSlot)
        {
            return Error.Rule("/places", $"A session has 1 to {Service.MaxSeatsPerSlot} places.", Reason.Capacity);
        }

        TimeRange asked = service.Asked(provider.Id, from);
        Result<TimeRange> time = SaleWindow.Check(asked, TimeSpan.Zero, TimeSpan.FromDays(1), now);
        if (time.IsFailure)
        {
            return time.Error;
        }

        return new ClassSession
        {
            Id = id,
            TenantId = service.TenantId,
            ServiceId = service.Id,
            ProviderId = provider.Id,
            StartsAt = asked.From.ToUniversalTime(),
            EndsAt = asked.To.ToUniversalTime(),
            Places = places,
            PoolId = Guid.CreateVersion7(now),
            Status = ClassSessionStatus.Scheduled,
        };
    }

    /// <summary>Calls it off; a case is opened for everybody who has a place.</summary>
    /// <param name="title">The class's name.</param>
    /// <param name="note">For the customers; null when there is nothing to add.</param>
    public Result<Done> Cancel(string title, string? note)
    {
        Result<Done> allowed = ClassSessionTransitions.Table.Check(Status, ClassSessionStatus.Cancelled);
        if (allowed.IsSuccess)
        {
            Status = ClassSessionStatus.Cancelled;
            Raise(new OfferingDisrupted(ItemKinds.Service, ProviderId, title, Disruption.Cancelled, StartsAt, EndsAt, note) { SessionId = Id });
        }

        return allowed;
    }
}
