namespace Booking.Application.Waitlist;

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Trips;
using Booking.Application.Venues;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>What somebody waits for, as it is kept in the entry.</summary>
/// <param name="Item">As a hold would ask for it; a ticket type of an event with a seat plan stands for any seats of that category.</param>
/// <param name="SameClass">Any car of the same class in the same city would do.</param>
internal sealed record AskedWish(ItemRequest Item, bool SameClass)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new WallTimeJson() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddKinds } },
    };

    public int Quantity => Item switch
    {
        TicketItem item => item.Quantity,
        ProductItem item => item.Quantity,
        ServiceItem item => item.Quantity,
        EventSeatItem item => item.Seats.Count,
        TripSeatItem item => item.Quantity ?? item.Seats.Count,
        _ => 1,
    };

    /// <summary>Whether fewer would be the same thing.</summary>
    public bool IsDivisible => Item is TicketItem or ProductItem or ServiceItem or TripSeatItem { Quantity: not null };

    public static AskedWish Read(string json) => JsonSerializer.Deserialize<AskedWish>(json, Options) ?? throw new JsonException("An entry's wish is never null.");

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The same thing in another quantity.</summary>
    public AskedWish Of(int quantity) => quantity == Quantity ? this : this with
    {
        Item = Item switch
        {
            TicketItem item => item with { Quantity = quantity },
            ProductItem item => item with { Quantity = quantity },
            ServiceItem item => item with { Quantity = quantity },
            TripSeatItem { Quantity: not null } item => item with { Quantity = quantity, PassengerTypes = [.. item.PassengerTypes.Take(quantity)] },
            _ => throw new InvalidOperationException($"{Item.GetType().Name} has no other quantity."),
        },
    };

    private static void AddKinds(JsonTypeInfo type)
    {
        if (type.Type == typeof(ItemRequest))
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions
            {
                TypeDiscriminatorPropertyName = "kind",
                DerivedTypes =
                {
                    new(typeof(CarItem), ItemKinds.Car),
                    new(typeof(VenueItem), ItemKinds.Venue),
                    new(typeof(ServiceItem), ItemKinds.Service),
                    new(typeof(ProductItem), ItemKinds.Product),
                    new(typeof(TicketItem), ItemKinds.Ticket),
                    new(typeof(EventSeatItem), ItemKinds.EventSeat),
                    new(typeof(TripSeatItem), ItemKinds.TripSeat),
                },
            };
        }
    }

    /// <summary>Times are kept as the instants that they were when the entry was made.</summary>
    private sealed class WallTimeJson : JsonConverter<WallTime>
    {
        public override WallTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WallTime.At(reader.GetDateTimeOffset());

        public override void Write(Utf8JsonWriter writer, WallTime value, JsonSerializerOptions options)
        {
            Result<DateTimeOffset> instant = value.Resolve("UTC", "");
            writer.WriteStringValue(instant.IsSuccess ? instant.Value : throw new JsonException("A local time that does not exist."));
        }
    }
}
