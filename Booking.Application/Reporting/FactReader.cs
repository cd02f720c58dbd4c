namespace Booking.Application.Reporting;

using System.Text.Json;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Reporting;

/// <summary>Takes from an event's data what the reports need.</summary>
public static class FactReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static FactContent Read(string type, JsonElement data)
    {
        Members members = data.Deserialize<Members>(Options) ?? new Members();
        return type.Split('.')[0] switch
        {
            "hold" => new FactContent { Kinds = KindsOf(members), IsOfChange = members.BookingId is not null },
            "booking" => new FactContent { Kinds = KindsOf(members), Sales = members.Sales is { Count: > 0 } sales ? sales : null, IsFree = type == "booking.confirmed" && members.PaymentId is null },
            "payment" => new FactContent { Amount = members.Amount },
            "waitlist" => new FactContent { Kinds = members.Kind is { } kind ? [kind] : null, WasOffered = members.HoldId is not null },
            "assignment" => new FactContent { DriverId = members.DriverId, Minutes = Minutes(members.StartedAt, members.FinishedAt) },
            "appointment" => new FactContent { Sales = members.Sales is { Count: > 0 } moved ? moved : null },
            _ => FactContent.Empty,
        };
    }

    private static string[]? KindsOf(Members members) =>
        members.Kinds is { Count: > 0 } kinds ? [.. kinds] : members.Items is { Count: > 0 } items ? [.. items.Select(item => item.Kind).Distinct()] : null;

    private static int Minutes(DateTimeOffset? from, DateTimeOffset? to) => from is { } start && to > start ? (int)(to.Value - start).TotalMinutes : 0;

    private sealed record Members
    {
        public IReadOnlyList<string>? Kinds { get; init; }

        public IReadOnlyList<ItemMembers>? Items { get; init; }

        public IReadOnlyList<SaleEntry>? Sales { get; init; }

        public Money? Amount { get; init; }

        public Guid? BookingId { get; init; }

        public Guid? HoldId { get; init; }

        public Guid? PaymentId { get; init; }

        public Guid? DriverId { get; init; }

        public string? Kind { get; init; }

        public DateTimeOffset? StartedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }
    }

    private sealed record ItemMembers(string Kind);
}
