namespace Booking.Api.Tests.Holds.Races;

using System.Globalization;
using System.Text;

/// <summary>The items of a hold as they are written in a request, ready before the race begins.</summary>
internal static class Items
{
    public static string Seat(Guid eventId, params string[] seats) => $$"""{"kind":"eventSeat","eventId":"{{eventId}}","seats":{{Names(seats)}}}""";

    public static string Hall(Guid venueId, DateTimeOffset from, DateTimeOffset to) => $$"""{"kind":"venue","venueId":"{{venueId}}","from":"{{Time(from)}}","to":"{{Time(to)}}","guests":10}""";

    public static string Car(Guid carId, DateTimeOffset from, DateTimeOffset to) => $$"""{"kind":"car","carId":"{{carId}}","from":"{{Time(from)}}","to":"{{Time(to)}}","withDriver":false}""";

    public static string Leg(RaceLine line, Guid tripId, int from, int to, params string[] seats) =>
        $$"""{"kind":"tripSeat","tripId":"{{tripId}}","fromStopId":"{{line.Stops[from]}}","toStopId":"{{line.Stops[to]}}","seats":{{Names(seats)}}}""";

    public static string Places(RacePool pool, int quantity = 1) => $$"""{"kind":"ticket","ticketTypeId":"{{pool.TicketTypeId}}","quantity":{{quantity}}}""";

    /// <summary>The body of <c>POST /holds</c>.</summary>
    public static byte[] Hold(params IEnumerable<string> items) => Encoding.UTF8.GetBytes($$"""{"items":[{{string.Join(",", items)}}]}""");

    /// <summary>The body of <c>POST /bookings</c>.</summary>
    public static byte[] Booking(Guid holdId, string name = "Rita Race") =>
        Encoding.UTF8.GetBytes($$$"""{"holdId":"{{{holdId}}}","customer":{"name":"{{{name}}}","email":"rita@race.test"}}""");

    private static string Names(string[] seats) => $"[{string.Join(",", seats.Select(seat => $"\"{seat}\""))}]";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
