namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Something that is sold with an offering and never without it.</summary>
/// <param name="Price">Of one, in the offering's currency and minor units.</param>
/// <param name="PoolId">The pool that counts its stock; null where it never runs out.</param>
/// <param name="ExtraMinutes">How much longer the appointment takes with one of it.</param>
/// <param name="MinQuantity">1 or more where the offering is not sold without it.</param>
/// <param name="IsActive">False once it is withdrawn.</param>
public sealed record AddOn(Guid Id, string Name, string Description, long Price, int TaxRate, Guid? PoolId, int ExtraMinutes, int MinQuantity, int MaxQuantity, bool IsActive);

/// <summary>So many of an add-on, as a customer asks for them.</summary>
public sealed record ChosenAddOn(Guid AddOnId, int Quantity);

/// <summary>The add-ons of one offering.</summary>
public static class AddOns
{
    public const int MaxCount = 50;

    public const int MaxQuantity = 100;

    public const int MaxExtraMinutes = 480;

    /// <summary>Refuses an add-on that nobody could buy.</summary>
    public static Result<AddOn> Check(AddOn addOn)
    {
        if (addOn.Price < 0)
        {
            return Error.Rule("/price", "A price is 0 or more.");
        }

        if (addOn.TaxRate is < 0 or > 10_000)
        {
            return Error.Rule("/taxRate", "A tax rate is 0 to 10000 basis points.");
        }

        if (addOn.ExtraMinutes is < 0 or > MaxExtraMinutes)
        {
            return Error.Rule("/extraMinutes", $"Extra time is 0 to {MaxExtraMinutes} minutes.");
        }

        if (addOn.MaxQuantity is < 1 or > MaxQuantity || addOn.MinQuantity < 0 || addOn.MinQuantity > addOn.MaxQuantity)
        {
            return Error.Rule("/maxQuantity", $"The least is 0 or more, the most 1 to {MaxQuantity} and not below the least.");
        }

        return addOn;
    }

    /// <summary>The same add-ons with one put in the place of the one with its id, or at the end.</summary>
    public static IReadOnlyList<AddOn> With(IReadOnlyList<AddOn> addOns, AddOn changed) => addOns.Any(addOn => addOn.Id == changed.Id)
        ? [.. addOns.Select(addOn => addOn.Id == changed.Id ? changed : addOn)]
        : [.. addOns, changed];

    /// <summary>What the chosen ones take, cost and last; refuses choices that the offering does not have or allow.</summary>
    internal static Result<ChosenTerms> Choose(IReadOnlyList<AddOn> addOns, IReadOnlyList<ChosenAddOn> chosen, string currency, int item)
    {
        List<AddOn> offered = [.. addOns.Where(addOn => addOn.IsActive)];
        Dictionary<Guid, int> asked = [];
        for (int i = 0; i < chosen.Count; i++)
        {
            AddOn? addOn = offered.Find(addOn => addOn.Id == chosen[i].AddOnId);
            if (addOn is null)
            {
                return Error.Rule($"/addOns/{i}/addOnId", "The offering has no such add-on.", Reason.NotOnSale);
            }

            if (!asked.TryAdd(addOn.Id, chosen[i].Quantity))
            {
                return Error.Rule($"/addOns/{i}/addOnId", "An add-on is named once, with its quantity.");
            }

            if (chosen[i].Quantity < Math.Max(1, addOn.MinQuantity) || chosen[i].Quantity > addOn.MaxQuantity)
            {
                return Error.Rule($"/addOns/{i}/quantity", $"{addOn.Name}: {Math.Max(1, addOn.MinQuantity)} to {addOn.MaxQuantity}.", Reason.OrderLimit);
            }
        }

        if (offered.Find(addOn => addOn.MinQuantity > 0 && !asked.ContainsKey(addOn.Id)) is { } needed)
        {
            return Error.Rule("/addOns", $"{needed.Name} belongs to it: at least {needed.MinQuantity}.", Reason.OrderLimit);
        }

        List<(AddOn AddOn, int Quantity)> taken = [.. offered.Where(addOn => asked.ContainsKey(addOn.Id)).Select(addOn => (addOn, asked[addOn.Id]))];
        return new ChosenTerms(
            [.. taken.Where(part => part.AddOn.PoolId is not null).Select(part => new QuotaClaim(item, part.AddOn.PoolId!.Value, part.Quantity))],
            [.. taken.Select(part => new PriceLine("add_on", part.AddOn.Name, new Money(part.AddOn.Price, currency) * part.Quantity, item, part.Quantity, part.AddOn.TaxRate))],
            taken.Sum(part => part.AddOn.ExtraMinutes * part.Quantity),
            string.Join(", ", taken.Select(part => FormattableString.Invariant($"{part.Quantity} × {part.AddOn.Name}"))));
    }
}

/// <param name="Text">For people; empty when nothing was chosen.</param>
internal sealed record ChosenTerms(IReadOnlyList<QuotaClaim> Claims, IReadOnlyList<PriceLine> Lines, int ExtraMinutes, string Text);
