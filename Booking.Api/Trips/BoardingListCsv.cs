namespace Booking.Api.Trips;

using System.Text;
using Booking.Api.Http;
using Booking.Application.Trips;

/// <summary>The boarding list for a spreadsheet.</summary>
internal static class BoardingListCsv
{
    private static readonly string[] Head =
        ["stop", "departs_at", "seat", "name", "type", "birth_date", "document_type", "document_number", "document_country", "document_expires", "to_stop", "booking", "checked_in_at"];

    public static StringBuilder Write(BoardingListView list)
    {
        StringBuilder text = new();
        Csv.Line(text, Head);
        foreach (BoardingStopView stop in list.Stops)
        {
            foreach (BoardingPassengerView passenger in stop.GettingOn)
            {
                Csv.Line(text, [
                    stop.Name, $"{stop.DepartsAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", passenger.Seat, passenger.Name, passenger.Type, $"{passenger.BirthDate:yyyy-MM-dd}", passenger.Document?.Type.ToString(),
                    passenger.Document?.Number, passenger.Document?.Country, $"{passenger.Document?.Expires:yyyy-MM-dd}", passenger.ToStop, passenger.BookingNumber,
                    $"{passenger.CheckedInAt?.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}",
                ]);
            }
        }

        return text;
    }
}
