namespace Booking.Api.Holds;

using System.Text.Json.Serialization;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;

/// <summary>What to hold: 1 to 20 items of any kind.</summary>
/// <param name="VoucherCode">In any case of letters; its use is held together with the items.</param>
internal sealed record PlaceHoldRequest(IReadOnlyList<ItemRequestBody> Items, string? VoucherCode = null)
{
    public Result<PlaceHoldCommand> ToCommand()
    {
        List<ItemRequest> items = [];
        Dictionary<string, string[]> errors = [];
        for (int i = 0; i < Items.Count; i++)
        {
            if (Items[i] is { } body)
            {
                items.Add(body.ToItem((member, message) => errors.TryAdd($"/items/{i}/{member}", [message])));
            }
            else
            {
                errors.Add($"/items/{i}", ["An item must not be null."]);
            }
        }

        return errors.Count == 0
            ? new PlaceHoldCommand(items, VoucherCode)
            : Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = errors };
    }
}

/// <summary>One item; <c>kind</c> says which members it has.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(CarItemBody), ItemKinds.Car)]
[JsonDerivedType(typeof(VenueItemBody), ItemKinds.Venue)]
[JsonDerivedType(typeof(ServiceItemBody), ItemKinds.Service)]
[JsonDerivedType(typeof(ProductItemBody), ItemKinds.Product)]
[JsonDerivedType(typeof(TicketItemBody), ItemKinds.Ticket)]
[JsonDerivedType(typeof(EventSeatItemBody), ItemKinds.EventSeat)]
[JsonDerivedType(typeof(TripSeatItemBody), ItemKinds.TripSeat)]
internal abstract record ItemRequestBody
{
    /// <param name="refuse">Takes a member's name and what is wrong with it.</param>
    public abstract ItemRequest ToItem(Action<string, string> refuse);

    protected static WallTime Time(string text, string? zone, string member, Action<string, string> refuse)
    {
        if (!WallTime.TryParse(text, zone, out WallTime time))
        {
            refuse(member, "This is neither an RFC 3339 instant nor a local date-time.");
        }

        return time;
    }
}

/// <summary>A car over a time, with or without a driver.</summary>
/// <param name="From">RFC 3339 with an offset, or a local date-time.</param>
/// <param name="TimeZone">IANA zone of local date-times; the car's own when left out.</param>
internal sealed record CarItemBody(Guid CarId, string From, string To, bool WithDriver = false, PlaceRef? PickUp = null, PlaceRef? DropOff = null, string? TimeZone = null) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) =>
        new CarItem(CarId, Time(From, TimeZone, "from", refuse), Time(To, TimeZone, "to", refuse), WithDriver, PickUp, DropOff);
}

/// <summary>A hall over a time.</summary>
/// <param name="Layout">One of the hall's layouts; any when left out.</param>
/// <param name="Extras">What is taken along; at most 20 of the hall's extras.</param>
internal sealed record VenueItemBody(
    Guid VenueId, string From, string To, int Guests = 1, string? TimeZone = null, string? Layout = null, IReadOnlyList<AskedExtraBody>? Extras = null) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) =>
        new VenueItem(VenueId, Time(From, TimeZone, "from", refuse), Time(To, TimeZone, "to", refuse), Guests, Layout, AskedExtraBody.Read(Extras, refuse));
}

/// <summary>So many of an extra of the hall.</summary>
internal sealed record AskedExtraBody(Guid ExtraId, int Quantity = 1)
{
    public static IReadOnlyList<AskedExtra> Read(IReadOnlyList<AskedExtraBody?>? extras, Action<string, string> refuse)
    {
        List<AskedExtra> asked = [];
        foreach ((int i, AskedExtraBody? extra) in (extras ?? []).Index())
        {
            if (extra is null)
            {
                refuse($"extras/{i}", "An extra must not be null.");
            }
            else
            {
                asked.Add(new AskedExtra(extra.ExtraId, extra.Quantity));
            }
        }

        return asked;
    }
}

/// <summary>So many of an add-on.</summary>
internal sealed record ChosenAddOnBody(Guid AddOnId, int Quantity = 1)
{
    // JSON lets a null into any array; the validator refuses it.
    public static IReadOnlyList<ChosenAddOn>? Choose(IReadOnlyList<ChosenAddOnBody?>? bodies) =>
        bodies is null ? null : [.. bodies.Select(body => body is null ? null! : new ChosenAddOn(body.AddOnId, body.Quantity))];
}

/// <summary>An appointment, or places of a class; without <paramref name="ProviderId"/> with whoever is free.</summary>
/// <param name="Quantity">Places of a class; an appointment is for one.</param>
/// <param name="AddOns">Add-ons of the service.</param>
internal sealed record ServiceItemBody(Guid ServiceId, string From, Guid? ProviderId = null, string? TimeZone = null, int Quantity = 1, IReadOnlyList<ChosenAddOnBody?>? AddOns = null) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) =>
        new ServiceItem(ServiceId, Time(From, TimeZone, "from", refuse), ProviderId, Quantity, ChosenAddOnBody.Choose(AddOns));
}

/// <summary>Pieces of a product.</summary>
/// <param name="VariantId">Needed exactly where the product has variants.</param>
/// <param name="AddOns">Add-ons of the product.</param>
internal sealed record ProductItemBody(Guid ProductId, int Quantity, Guid? VariantId = null, IReadOnlyList<ChosenAddOnBody?>? AddOns = null) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) => new ProductItem(ProductId, Quantity, VariantId, ChosenAddOnBody.Choose(AddOns));
}

/// <summary>Places of a general-admission event.</summary>
/// <param name="AccessCode">Opens a hidden ticket type.</param>
internal sealed record TicketItemBody(Guid TicketTypeId, int Quantity, string? AccessCode = null) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) => new TicketItem(TicketTypeId, Quantity, AccessCode);
}

/// <summary>Named seats of an event.</summary>
internal sealed record EventSeatItemBody(Guid EventId, IReadOnlyList<string> Seats) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) => new EventSeatItem(EventId, Seats);
}

/// <summary>Seats of a bus between two of its stops: named ones, or so many for the system to choose side by side.</summary>
/// <param name="Quantity">How many seats to choose; instead of <paramref name="Seats"/>.</param>
/// <param name="Class">Choose seats of this class only; the cheapest with room enough when left out.</param>
/// <param name="PassengerTypes">One of the route's kinds of passengers for each seat, in their order; left out, all pay the whole fare.</param>
internal sealed record TripSeatItemBody(
    Guid TripId, Guid FromStopId, Guid ToStopId, IReadOnlyList<string>? Seats = null, int? Quantity = null, string? Class = null, IReadOnlyList<string>? PassengerTypes = null) : ItemRequestBody
{
    public override ItemRequest ToItem(Action<string, string> refuse) =>
        new TripSeatItem(TripId, FromStopId, ToStopId, Seats ?? []) { Quantity = Quantity, Class = Class, PassengerTypes = PassengerTypes ?? [] };
}
