namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;
using global::Booking.Domain.Trips;

/// <summary>Whether the passengers of an order fit its items, and are known as well as the items ask for.</summary>
public static class PassengerRules
{
    public static Result<Done> Check(IReadOnlyList<Passenger> passengers, IReadOnlyList<HoldItem> items)
    {
        for (int i = 0; i < passengers.Count; i++)
        {
            Passenger passenger = passengers[i];
            if (passenger.Item >= items.Count)
            {
                return Error.Rule($"/passengers/{i}/item", "The hold has no such item.");
            }

            HoldItem item = items[passenger.Item];
            if (passenger.Seat is { } seat && !item.Seats.Contains(seat))
            {
                return Error.Rule($"/passengers/{i}/seat", $"The item does not hold seat {seat}.");
            }

            if (passenger is { Seat: { } own, Type: { } type } && SoldTo(item, own) is { } sold && sold != type)
            {
                return Error.Rule($"/passengers/{i}/type", $"Seat {own} is priced for a passenger of kind {sold}.");
            }
        }

        string[] missing = [.. items.Index().SelectMany(entry => Missing(entry.Index, entry.Item, passengers))];
        return missing.Length == 0
            ? Result.Success
            : Error.Rule("/passengers", "") with { Fields = new Dictionary<string, string[]> { ["/passengers"] = missing } };
    }

    /// <summary>The kind of passenger that a seat was priced for; null when all pay the same.</summary>
    private static string? SoldTo(HoldItem item, string seat)
    {
        if (!item.Details.TryGetValue(TripDetails.PassengerTypes, out string? types))
        {
            return null;
        }

        int place = item.Seats.ToList().IndexOf(seat);
        string[] kinds = types.Split(',');
        return place >= 0 && place < kinds.Length ? kinds[place] : null;
    }

    private static IEnumerable<string> Missing(int index, HoldItem item, IReadOnlyList<Passenger> passengers)
    {
        if (!item.Details.TryGetValue(TripDetails.Passengers, out string? required))
        {
            yield break;
        }

        foreach (string seat in item.Seats)
        {
            Passenger? passenger = passengers.FirstOrDefault(person => person.Item == index && person.Seat == seat);
            if (passenger is null || string.IsNullOrWhiteSpace(passenger.Name))
            {
                yield return $"Item {index}, seat {seat}: the passenger's name is needed.";
            }
            else if (required == TripDetails.Documents && passenger.Document is null)
            {
                yield return $"Item {index}, seat {seat}: the passenger's document is needed.";
            }
            else if (required == TripDetails.Documents && item.To is { } end && passenger.Document?.Expires < DateOnly.FromDateTime(end.UtcDateTime))
            {
                yield return $"Item {index}, seat {seat}: the passenger's document expires before the end of the ride.";
            }
        }
    }
}
