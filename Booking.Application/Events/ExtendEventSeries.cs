namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>Makes the occurrences of a series up to a later day.</summary>
/// <param name="Publish">Puts them on sale at once; otherwise they are drafts.</param>
public sealed record ExtendEventSeriesCommand(Guid Id, LocalDate Until, bool Publish) : ICommand<Versioned<EventSeriesView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ExtendEventSeriesHandler(IBookingDb db, IEventSeats seats, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<ExtendEventSeriesCommand, Result<Versioned<EventSeriesView>>>
{
    public async Task<Result<Versioned<EventSeriesView>>> Handle(ExtendEventSeriesCommand command, CancellationToken cancellationToken)
    {
        EventSeries? series = await db.EventSeries.SingleOrDefaultAsync(series => series.Id == command.Id, cancellationToken);
        if (series is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Event> template = await db.FindManagedEventAsync(series.TemplateId, context, cancellationToken);
        if (template.IsFailure)
        {
            return template.Error;
        }

        Result<IReadOnlyList<OccurrenceView>> made = await db.MakeOccurrencesAsync(seats, series, template.Value, command.Until, command.Publish, unitOfWork.Now, cancellationToken);
        return made.IsFailure ? made.Error : EventSeriesView.Tagged(series, made.Value);
    }
}
