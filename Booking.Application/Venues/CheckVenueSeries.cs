namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>Tells what would become of each date of a series; nothing is taken. In a unit of work all the same, for all is looked at as of one moment.</summary>
public sealed record CheckVenueSeriesCommand(VenueItem Item, string Rule) : ICommand<VenueBookingView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class CheckVenueSeriesValidator : AbstractValidator<CheckVenueSeriesCommand>
{
    public CheckVenueSeriesValidator() => RuleFor(command => command.Item).SetValidator(new VenueItemValidator()).OverridePropertyName("");
}

internal sealed class CheckVenueSeriesHandler(IUnitOfWork unitOfWork, VenueSeriesPlanner planner) : IRequestHandler<CheckVenueSeriesCommand, Result<VenueBookingView>>
{
    public async Task<Result<VenueBookingView>> Handle(CheckVenueSeriesCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<VenueSeriesPlan> plan = await planner.PlanAsync(command.Item, command.Rule, now, cancellationToken);
        return plan.IsFailure
            ? plan.Error
            : new VenueBookingView(
                null, null, null,
                new VenueSeriesView(null, null, command.Item.VenueId, command.Rule, OnConflict.Report, null, await planner.CheckAsync(plan.Value, command.Item, now, cancellationToken), []));
    }
}
