namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The customer gives dates of a series up that nobody has answered yet.</summary>
/// <param name="Occurrences">The dates; empty for all that wait for an answer.</param>
public sealed record WithdrawVenueSeriesCommand(Guid Id, IReadOnlyList<int> Occurrences) : ICommand<VenueSeriesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class WithdrawVenueSeriesValidator : AbstractValidator<WithdrawVenueSeriesCommand>
{
    public WithdrawVenueSeriesValidator() => RuleFor(command => command.Occurrences).AreDates();
}

internal sealed class WithdrawVenueSeriesHandler(IBookingDb db, IUnitOfWork unitOfWork, VenueSeriesRequests seriesRequests, VenueSeriesViewer viewer, RequestContext context)
    : IRequestHandler<WithdrawVenueSeriesCommand, Result<VenueSeriesView>>
{
    public async Task<Result<VenueSeriesView>> Handle(WithdrawVenueSeriesCommand command, CancellationToken cancellationToken)
    {
        VenueSeries? series = await db.VenueSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == command.Id, cancellationToken);
        if (series is null || !context.MayUse(series.CustomerId, null))
        {
            return VenueErrors.SeriesNotFound;
        }

        Result<IReadOnlyList<VenueRequest>> chosen = await seriesRequests.LockAsync(series, command.Occurrences, cancellationToken);
        if (chosen.IsFailure)
        {
            return chosen.Error;
        }

        foreach (VenueRequest request in chosen.Value)
        {
            Result<Done> withdrawn = request.Withdraw(unitOfWork.Now);
            if (withdrawn.IsFailure)
            {
                return withdrawn.Error;
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
