namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// The owner says yes to dates of a series that was asked for: all of them become bookings, or none where one cannot be had any more. The
/// others stay as they are.
/// </summary>
/// <param name="Occurrences">The dates; empty for all that wait for an answer.</param>
public sealed record ApproveVenueSeriesCommand(Guid Id, IReadOnlyList<int> Occurrences, string Note) : ICommand<VenueSeriesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ApproveVenueSeriesValidator : AbstractValidator<ApproveVenueSeriesCommand>
{
    public ApproveVenueSeriesValidator()
    {
        RuleFor(command => command.Occurrences).AreDates();
        RuleFor(command => command.Note).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
            .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
    }
}

internal sealed class ApproveVenueSeriesHandler(
    IBookingDb db, IUnitOfWork unitOfWork, VenueSeriesRequests seriesRequests, IClaimStore claims, VenueConflicts conflicts, VenueRequestApprover approver, VenueSeriesViewer viewer,
    RequestContext context) : IRequestHandler<ApproveVenueSeriesCommand, Result<VenueSeriesView>>
{
    public async Task<Result<VenueSeriesView>> Handle(ApproveVenueSeriesCommand command, CancellationToken cancellationToken)
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

        foreach (Guid hold in chosen.Value.Select(request => request.HoldId).Order())
        {
            await db.LockHoldAsync(hold, cancellationToken);
        }

        if (!await claims.TryLockAsync([.. chosen.Value.SelectMany(request => request.Claims)], cancellationToken))
        {
            return HoldErrors.Busy;
        }

        if (await FindConflictsAsync(series, chosen.Value, cancellationToken) is { } refused)
        {
            return refused;
        }

        foreach (VenueRequest request in chosen.Value)
        {
            Result<Done> approved = await approver.ApproveAsync(request, command.Note, cancellationToken);
            if (approved.IsFailure)
            {
                return approved.Error;
            }
        }

        return await viewer.ViewAsync(series, unitOfWork.Now, cancellationToken);
    }

    /// <summary>Which dates others have taken meanwhile, as far as they were not taken by their requests.</summary>
    private async Task<Error?> FindConflictsAsync(VenueSeries series, IReadOnlyList<VenueRequest> chosen, CancellationToken ct)
    {
        IReadOnlyList<IReadOnlyList<ClaimConflict>> found = await conflicts.FindAsync(
            [.. chosen.Select(request => request.Blocks == PendingBlocks.Hard ? null : request.Grant)], [], unitOfWork.Now, ct);
        if (found.All(date => date.Count == 0))
        {
            return null;
        }

        Dictionary<Guid, IReadOnlyList<ClaimConflict>> byRequest = chosen.Zip(found).ToDictionary(pair => pair.First.Id, pair => pair.Second);
        List<VenueOccurrenceView> dates = [.. series.Occurrences
            .Where(date => date.RequestId is { } id && byRequest.ContainsKey(id))
            .Select(date => (Date: date, Conflicts: byRequest[date.RequestId!.Value]))
            .Select(date => VenueOccurrenceView.Of(date.Date) with
            {
                Status = date.Conflicts.Count > 0 ? OccurrenceStatus.Conflict : OccurrenceStatus.Requested,
                Reason = date.Conflicts.Count > 0 ? date.Conflicts[0].Reason : null,
                Conflicts = date.Conflicts,
            })];
        return VenueErrors.SeriesConflict with { Extensions = new Dictionary<string, object?> { ["occurrences"] = dates } };
    }
}
