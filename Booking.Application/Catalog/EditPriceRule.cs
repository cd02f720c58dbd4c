namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes a price rule; holds and bookings that are there keep their prices.</summary>
public sealed record EditPriceRuleCommand(Guid Id, long Version, PriceRuleChanges Changes) : ICommand<Versioned<PriceRuleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class EditPriceRuleValidator : AbstractValidator<EditPriceRuleCommand>
{
    public EditPriceRuleValidator() => RuleFor(command => command.Changes).Members(new PriceRuleChangesValidator());
}

internal sealed class EditPriceRuleHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<EditPriceRuleCommand, Result<Versioned<PriceRuleView>>>
{
    public async Task<Result<Versioned<PriceRuleView>>> Handle(EditPriceRuleCommand command, CancellationToken cancellationToken)
    {
        await unitOfWork.TakeTurnAtPricingAsync(cancellationToken);
        PriceRule? priceRule = await db.PriceRules.SingleOrDefaultAsync(priceRule => priceRule.Id == command.Id, cancellationToken);
        if (priceRule is null)
        {
            return PricingErrors.RuleNotFound;
        }

        Result<Done> allowed = priceRule.CheckVersion(command.Version);
        allowed = allowed.IsSuccess ? priceRule.Edit(command.Changes.Over(priceRule.Details)) : allowed;
        allowed = allowed.IsSuccess ? await db.CheckAsync(priceRule, cancellationToken) : allowed;
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<PriceRuleView>(PriceRuleView.Of(priceRule), priceRule.Version);
    }
}
