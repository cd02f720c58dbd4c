namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Calls a session off: its holds lapse, nothing more is sold, the provider has the time again, and a case is opened for each booking.
/// Calling off what is called off changes nothing.
/// </summary>
/// <param name="Note">For the customers.</param>
public sealed record CancelSessionCommand(Guid ServiceId, Guid SessionId, string? Note) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CancelSessionValidator : AbstractValidator<CancelSessionCommand>
{
    public CancelSessionValidator() => RuleFor(command => command.Note).Prose(1_000);
}

internal sealed class CancelSessionHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context) : IRequestHandler<CancelSessionCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(CancelSessionCommand command, CancellationToken cancellationToken)
    {
        Result<Service> service = await db.ManagedServiceAsync(command.ServiceId, null, context, cancellationToken);
        if (service.IsFailure)
        {
            return service.Error;
        }

        await unitOfWork.TakeTurnAsync($"session {command.SessionId}", cancellationToken);
        ClassSession? session = await db.ClassSessions.SingleOrDefaultAsync(session => session.Id == command.SessionId && session.ServiceId == command.ServiceId, cancellationToken);
        if (session is null)
        {
            return OfferingErrors.SessionNotFound;
        }

        if (session.Status == ClassSessionStatus.Cancelled)
        {
            return Result.Success;
        }

        Result<Done> cancelled = session.Cancel(service.Value.Name, command.Note);
        if (cancelled.IsSuccess)
        {
            await claims.CloseAsync(session.PoolId, cancellationToken);
            await claims.VacateAsync(session.Id, session.ProviderId, cancellationToken);
        }

        return cancelled;
    }
}
