namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Adds a fee; holds and bookings that are there keep their prices.</summary>
public sealed record CreateFeeCommand(FeeChanges Changes) : ICommand<Versioned<FeeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class CreateFeeValidator : AbstractValidator<CreateFeeCommand>
{
    public CreateFeeValidator()
    {
        RuleFor(command => command.Changes).Members(new FeeChangesValidator());
        RuleFor(command => command.Changes.Label).NotNull().OverridePropertyName("Label");
    }
}

internal sealed class CreateFeeHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateFeeCommand, Result<Versioned<FeeView>>>
{
    public async Task<Result<Versioned<FeeView>>> Handle(CreateFeeCommand command, CancellationToken cancellationToken)
    {
        Result<Fee> fee = Fee.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, command.Changes.Over(FeeChanges.Usual));
        if (fee.IsFailure)
        {
            return fee.Error;
        }

        await unitOfWork.TakeTurnAtPricingAsync(cancellationToken);
        Result<Done> allowed = await db.CheckAsync(fee.Value, cancellationToken);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        db.Fees.Add(fee.Value);
        return new Versioned<FeeView>(FeeView.Of(fee.Value), fee.Value.Version);
    }
}
