namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="OwnerId">Who may manage it, for an admin to say; a provider owns what a provider creates.</param>
public sealed record CreateOperatorCommand(OperatorDetails Details, Guid? OwnerId) : ICommand<Versioned<OperatorView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class CreateOperatorValidator : AbstractValidator<CreateOperatorCommand>
{
    public CreateOperatorValidator() => RuleFor(command => command.Details).SetValidator(new OperatorDetailsValidator()).OverridePropertyName("");
}

internal sealed class OperatorDetailsValidator : AbstractValidator<OperatorDetails>
{
    public OperatorDetailsValidator()
    {
        RuleFor(details => details.Name).Must(Formats.IsOneLine).WithMessage("A name has no control characters.");
        RuleFor(details => details.Email).MaximumLength(254).Matches(Formats.Email).WithMessage("This is not a mail address.").When(details => details.Email is not null);
        RuleFor(details => details.Phone).Matches(Formats.Phone).WithMessage("A phone number is written in E.164, e.g. +4930123456.")
            .Must(phone => Formats.IsOneLine(phone!)).WithMessage("A phone number is one line.").When(details => details.Phone is not null);
    }
}

internal sealed class CreateOperatorHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateOperatorCommand, Result<Versioned<OperatorView>>>
{
    public async Task<Result<Versioned<OperatorView>>> Handle(CreateOperatorCommand command, CancellationToken cancellationToken)
    {
        if (!context.IsAdmin && command.OwnerId is { } other && other != context.UserId)
        {
            return OfferingErrors.NotTheOwner;
        }

        Guid? owner = context.IsAdmin ? command.OwnerId : context.UserId;
        if (owner is not null && !await db.Users.AnyAsync(user => user.Id == owner, cancellationToken))
        {
            return Error.Rule("/ownerId", "There is no such user.");
        }

        Result<Operator> created = Operator.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, owner, command.Details);
        if (created.IsFailure)
        {
            return created.Error;
        }

        await unitOfWork.TakeTurnAsync("operator codes", cancellationToken);
        if (await db.Operators.AnyAsync(company => company.Code == command.Details.Code, cancellationToken))
        {
            return Operator.CodeTaken;
        }

        db.Operators.Add(created.Value);
        return OperatorView.Versioned(created.Value, mayManage: true, RatingSummary.None);
    }
}
