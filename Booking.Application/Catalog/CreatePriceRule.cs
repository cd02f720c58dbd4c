namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Adds a price rule; holds and bookings that are there keep their prices.</summary>
public sealed record CreatePriceRuleCommand(PriceRuleChanges Changes) : ICommand<Versioned<PriceRuleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class CreatePriceRuleValidator : AbstractValidator<CreatePriceRuleCommand>
{
    public CreatePriceRuleValidator()
    {
        RuleFor(command => command.Changes).Members(new PriceRuleChangesValidator());
        RuleFor(command => command.Changes.Label).NotNull().OverridePropertyName("Label");
    }
}

internal sealed class CreatePriceRuleHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreatePriceRuleCommand, Result<Versioned<PriceRuleView>>>
{
    public async Task<Result<Versioned<PriceRuleView>>> Handle(CreatePriceRuleCommand command, CancellationToken cancellationToken)
    {
        Result<PriceRule> priceRule = PriceRule.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, command.Changes.Over(PriceRuleChanges.Usual));
        if (priceRule.IsFailure)
        {
            return priceRule.Error;
        }

        await unitOfWork.TakeTurnAtPricingAsync(cancellationToken);
        Result<Done> allowed = await db.CheckAsync(priceRule.Value, cancellationToken);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        db.PriceRules.Add(priceRule.Value);
        return new Versioned<PriceRuleView>(PriceRuleView.Of(priceRule.Value), priceRule.Value.Version);
    }
}
