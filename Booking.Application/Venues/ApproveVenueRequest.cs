namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using FluentValidation;
using MediatR;

/// <summary>
/// The owner says yes: the request becomes a booking that awaits its payment. Where others have taken the time meanwhile it is refused
/// and stays pending, for the owner to decline or for the customer to withdraw.
/// </summary>
public sealed record ApproveVenueRequestCommand(Guid Id, string Note) : ICommand<VenueRequestView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ApproveVenueRequestValidator : AbstractValidator<ApproveVenueRequestCommand>
{
    public ApproveVenueRequestValidator() => RuleFor(command => command.Note).Must(text => text.Length <= VenueRequest.TextMaxLength && Formats.IsStorable(text))
        .WithMessage($"At most {VenueRequest.TextMaxLength} characters, none of them NUL.");
}

internal sealed class ApproveVenueRequestHandler(IBookingDb db, IUnitOfWork unitOfWork, IVenueRequests requests, VenueRequestApprover approver, RequestContext context)
    : IRequestHandler<ApproveVenueRequestCommand, Result<VenueRequestView>>
{
    public async Task<Result<VenueRequestView>> Handle(ApproveVenueRequestCommand command, CancellationToken cancellationToken)
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

        Result<Done> approved = await approver.ApproveAsync(request, command.Note, cancellationToken);
        if (approved.IsFailure)
        {
            return approved.Error;
        }

        return VenueRequestView.Of(request, unitOfWork.Now);
    }
}
