namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes a fee; holds and bookings that are there keep their prices.</summary>
public sealed record EditFeeCommand(Guid Id, long Version, FeeChanges Changes) : ICommand<Versioned<FeeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class EditFeeValidator : AbstractValidator<EditFeeCommand>
{
    public EditFeeValidator() => RuleFor(command => command.Changes).Members(new FeeChangesValidator());
}

internal sealed class EditFeeHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<EditFeeCommand, Result<Versioned<FeeView>>>
{
    public async Task<Result<Versioned<FeeView>>> Handle(EditFeeCommand command, CancellationToken cancellationToken)
    {
        await unitOfWork.TakeTurnAtPricingAsync(cancellationToken);
        Fee? fee = await db.Fees.SingleOrDefaultAsync(fee => fee.Id == command.Id, cancellationToken);
        if (fee is null)
        {
            return PricingErrors.FeeNotFound;
        }

        Result<Done> allowed = fee.CheckVersion(command.Version);
        allowed = allowed.IsSuccess ? fee.Edit(command.Changes.Over(fee.Details)) : allowed;
        allowed = allowed.IsSuccess ? await db.CheckAsync(fee, cancellationToken) : allowed;
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<FeeView>(FeeView.Of(fee), fee.Version);
    }
}
