namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The owner says no to dates of a series that was asked for; what they have taken is given back.</summary>
/// <param name="Occurrences">The dates; empty for all that wait for an answer.</param>
/// <param name="Note">To the customer.</param>
public sealed record DeclineVenueSeriesCommand(Guid Id, IReadOnlyList<int> Occurrences, string Note) : ICommand<VenueSeriesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class DeclineVenueSeriesValidator : AbstractValidator<DeclineVenueSeriesCommand>
{
    public DeclineVenueSeriesValidator()
    {
        RuleFor(command => command.Occurrences).AreDates();
        RuleFor(command => command.Note).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
            .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
    }
}

internal sealed class DeclineVenueSeriesHandler(IBookingDb db, IUnitOfWork unitOfWork, VenueSeriesRequests seriesRequests, VenueSeriesViewer viewer, RequestContext context)
    : IRequestHandler<DeclineVenueSeriesCommand, Result<VenueSeriesView>>
{
    public async Task<Result<VenueSeriesView>> Handle(DeclineVenueSeriesCommand command, CancellationToken cancellationToken)
    {
        VenueSeries? series = await db.VenueSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == command.Id, cancellationToken);
        if (series is null)
        {
            return VenueErrors.SeriesNotFound;
        }

        Result<Venue> venue = await db.FindManagedAsync(series.VenueId, context, cancellationToken);
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        Result<IReadOnlyList<VenueRequest>> chosen = await seriesRequests.LockAsync(series, command.Occurrences, cancellationToken);
        if (chosen.IsFailure)
        {
            return chosen.Error;
        }

        foreach (VenueRequest request in chosen.Value)
        {
            Result<Done> declined = request.Decline(context.UserId, command.Note, unitOfWork.Now);
            if (declined.IsFailure)
            {
                return declined.Error;
            }
        }

        Result<Done> released = await seriesRequests.ReleaseAsync(chosen.Value, cancellationToken);
        if (released.IsFailure)
        {
            return released.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return await viewer.ViewAsync(series, unitOfWork.Now, cancellationToken);
    }
}
