namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>The tenant's events behind one that the caller has seen; kept for seven days.</summary>
public sealed record ReadEventsLogQuery(Guid? After, IReadOnlyList<string> Types, int Limit) : IQuery<EventsLogView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

/// <param name="LastId">Go on with it as <c>after</c>, at once or when there may be more; what was asked for when the page is empty.</param>
/// <param name="HasMore">Whether there is more already.</param>
public sealed record EventsLogView(IReadOnlyList<LoggedEventView> Items, Guid? LastId, bool HasMore);

internal sealed class ReadEventsLogValidator : AbstractValidator<ReadEventsLogQuery>
{
    public ReadEventsLogValidator() => RuleForEach(query => query.Types).Must(WebhookEndpoint.IsFilter).OverridePropertyName("Types")
        .WithMessage("Types such as booking.confirmed, groups such as booking.*, or *.");
}

internal sealed class ReadEventsLogHandler(IEventLog log) : IRequestHandler<ReadEventsLogQuery, Result<EventsLogView>>
{
    internal static readonly Error NotKept = Error.Gone("event_not_kept", "There is no such event any more; begin anew without after.");

    public async Task<Result<EventsLogView>> Handle(ReadEventsLogQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoggedEventView>? found = await log.ReadAsync(query.After, query.Types, query.Limit + 1, cancellationToken);
        if (found is null)
        {
            return NotKept;
        }

        List<LoggedEventView> items = [.. found.Take(query.Limit)];
        return new EventsLogView(items, items.Count > 0 ? items[^1].Id : query.After, found.Count > query.Limit);
    }
}
