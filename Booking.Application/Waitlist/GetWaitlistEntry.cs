namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

public sealed record GetWaitlistEntryQuery(Guid Id) : IQuery<WaitlistEntryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class GetWaitlistEntryHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetWaitlistEntryQuery, Result<WaitlistEntryView>>
{
    public async Task<Result<WaitlistEntryView>> Handle(GetWaitlistEntryQuery query, CancellationToken cancellationToken) =>
        await db.ViewAsync(query.Id, context, await clock.NowAsync(cancellationToken), cancellationToken);
}
