namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;

/// <param name="ProviderId">Null takes whoever is free.</param>
/// <param name="Quantity">Places of a class; 1 for an appointment.</param>
public sealed record ServiceItem(Guid ServiceId, WallTime From, Guid? ProviderId, int Quantity = 1, IReadOnlyList<ChosenAddOn>? AddOns = null) : ItemRequest;

internal sealed class ServiceItemValidator : AbstractValidator<ServiceItem>
{
    public ServiceItemValidator()
    {
        RuleFor(item => item.Quantity).InclusiveBetween(1, ItemLimits.MaxQuantity);
        RuleFor(item => item.AddOns).WithoutNulls(AddOns.MaxCount);
    }
}
