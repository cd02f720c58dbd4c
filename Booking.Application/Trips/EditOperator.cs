namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Members that are left out stay as they are.</summary>
/// <param name="OwnerId">For an admin to hand it over.</param>
public sealed record EditOperatorCommand(
    Guid Id, long Version, string? Name, string? Code, Optional<string> Email, Optional<string> Phone, bool? RequiresNames, bool? RequiresDocuments, bool? IsActive, Optional<Guid?> OwnerId)
    : ICommand<Versioned<OperatorView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class EditOperatorHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditOperatorCommand, Result<Versioned<OperatorView>>>
{
    private static readonly OperatorDetailsValidator Form = new();

    public async Task<Result<Versioned<OperatorView>>> Handle(EditOperatorCommand command, CancellationToken cancellationToken)
    {
        Operator? company = await db.Operators.SingleOrDefaultAsync(company => company.Id == command.Id, cancellationToken);
        if (company is null)
        {
            return OfferingErrors.NotFound;
        }

        if (!context.MayManage(company.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = company.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        OperatorDetails details = new(
            command.Name ?? company.Name, command.Code ?? company.Code, command.Email.Over(company.Email), command.Phone.Over(company.Phone),
            command.RequiresNames ?? company.RequiresNames, command.RequiresDocuments ?? company.RequiresDocuments);
        if (Form.Validate(details) is { IsValid: false, Errors: [ValidationFailure wrong, ..] })
        {
            return AskedWindow.Invalid($"/{char.ToLowerInvariant(wrong.PropertyName[0])}{wrong.PropertyName[1..]}", wrong.ErrorMessage);
        }

        Result<Done> edited = company.Edit(details);
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        await unitOfWork.TakeTurnAsync("operator codes", cancellationToken);
        if (await db.Operators.AnyAsync(other => other.Code == details.Code && other.Id != company.Id, cancellationToken))
        {
            return Operator.CodeTaken;
        }

        if (command.OwnerId is { IsNamed: true, Value: var owner } && owner != company.OwnerId)
        {
            if (!context.IsAdmin)
            {
                return OfferingErrors.NotTheOwner;
            }

            if (owner is not null && !await db.Users.AnyAsync(user => user.Id == owner, cancellationToken))
            {
                return Error.Rule("/ownerId", "There is no such user.");
            }

            company.HandOver(owner);
        }

        if (command.IsActive == true)
        {
            company.Resume();
        }

        await db.SaveChangesAsync(cancellationToken);
        return OperatorView.Versioned(company, mayManage: true, await db.RatingTotals.OfAsync(company.Id, cancellationToken));
    }
}
