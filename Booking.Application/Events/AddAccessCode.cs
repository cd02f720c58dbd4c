namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Adds a code that opens hidden ticket types.</summary>
/// <param name="TicketTypeIds">Empty opens all hidden types of the event, also later ones.</param>
/// <param name="MaxUses">Places that may be bought with it; null for any number.</param>
public sealed record AddAccessCodeCommand(Guid EventId, string Code, string? Label, IReadOnlyList<Guid> TicketTypeIds, int? MaxUses) : ICommand<AccessCodeView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];

    public override string ToString() => nameof(AddAccessCodeCommand);
}

/// <summary>The code itself is known to those who have it; only its hash is kept.</summary>
/// <param name="Used">Places held or bought with it; null where they are not counted.</param>
public sealed record AccessCodeView(Guid Id, string Label, IReadOnlyList<Guid> TicketTypeIds, int? MaxUses, int? Used);

internal sealed class AddAccessCodeValidator : AbstractValidator<AddAccessCodeCommand>
{
    public AddAccessCodeValidator()
    {
        RuleFor(command => command.Code)
            .Must(code => code is not null && code.Trim().Length is >= AccessCode.MinLength and <= AccessCode.MaxLength && Formats.IsOneLine(code))
            .WithMessage($"A code has {AccessCode.MinLength} to {AccessCode.MaxLength} characters on one line.");
        RuleFor(command => command.Label).MaximumLength(100).Must(label => label is null || Formats.IsOneLine(label)).WithMessage("A label is one line.");
        RuleFor(command => command.TicketTypeIds).Must(ids => ids.Count <= TicketTypeDetails.MaxPerEvent).WithMessage($"At most {TicketTypeDetails.MaxPerEvent} ticket types.");
        RuleFor(command => command.MaxUses).InclusiveBetween(1, TicketTypeDetails.MaxCapacity);
    }
}

internal sealed class AddAccessCodeHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<AddAccessCodeCommand, Result<AccessCodeView>>
{
    private const int MaxCodes = 10_000;

    public async Task<Result<AccessCodeView>> Handle(AddAccessCodeCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindManagedEventAsync(command.EventId, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        // Codes of one event take turns, so that of two equal ones the second is refused and not the database's to refuse.
        await unitOfWork.TakeTurnAsync($"access codes of {command.EventId}", cancellationToken);
        byte[] hash = AccessCode.HashOf(command.EventId, command.Code);
        if (await db.AccessCodes.AnyAsync(code => code.EventId == command.EventId && code.Hash == hash, cancellationToken))
        {
            return TicketingErrors.CodeTaken;
        }

        if (await db.AccessCodes.CountAsync(code => code.EventId == command.EventId, cancellationToken) >= MaxCodes)
        {
            return Error.Rule("/code", $"An event has at most {MaxCodes} access codes.");
        }

        List<Guid> wanted = [.. command.TicketTypeIds.Distinct()];
        if (await db.TicketTypes.CountAsync(type => type.EventId == command.EventId && type.IsHidden && wanted.Contains(type.Id), cancellationToken) != wanted.Count)
        {
            return Error.Rule("/ticketTypeIds", "This event has no such hidden ticket type.");
        }

        Result<Done> noted = happening.Value.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        Pool? uses = command.MaxUses is { } most ? Pool.Open(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), most) : null;
        if (uses is not null)
        {
            db.Pools.Add(uses);
        }

        AccessCode code = AccessCode.Create(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), command.EventId, command.Label?.Trim() ?? "", command.Code, wanted, uses?.Id);
        db.AccessCodes.Add(code);
        return new AccessCodeView(code.Id, code.Label, code.TicketTypeIds, command.MaxUses, uses is null ? null : 0);
    }
}
