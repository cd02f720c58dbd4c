namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>The owner says no; what the request has taken is given back.</summary>
/// <param name="Note">To the customer.</param>
public sealed record DeclineVenueRequestCommand(Guid Id, string Note) : ICommand<VenueRequestView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class DeclineVenueRequestValidator : AbstractValidator<DeclineVenueRequestCommand>
{
    public DeclineVenueRequestValidator() => RuleFor(command => command.Note).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
        .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
}

internal sealed class DeclineVenueRequestHandler(IBookingDb db, IUnitOfWork unitOfWork, IVenueRequests requests, IClaimStore claims, RequestContext context)
    : IRequestHandler<DeclineVenueRequestCommand, Result<VenueRequestView>>
{
    public async Task<Result<VenueRequestView>> Handle(DeclineVenueRequestCommand command, CancellationToken cancellationToken)
    {
        VenueRequest? request = await requests.LockAsync(command.Id, cancellationToken);
        if (request is null)
        {
            return VenueRequestErrors.NotFound;
        }

        Result<Venue> venue = await db.FindManagedAsync(request.VenueId, context, cancellationToken);
        if (venue.IsFailure)
        {
            return venue.Error;
        }

        Result<Done> declined = request.Decline(context.UserId, command.Note, unitOfWork.Now);
        if (declined.IsFailure)
        {
            return declined.Error;
        }

        await claims.ReleaseAsync(request.HoldId, ClaimState.Released, cancellationToken);
        return VenueRequestView.Of(request, unitOfWork.Now);
    }
}
