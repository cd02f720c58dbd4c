namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>Races for the dates of one series; the control runs the second one without its guard.</summary>
internal static class VenueSeriesRaces
{
    /// <summary>Eight quotes over dates that overlap are each accepted twice.</summary>
    /// <param name="around">Switches something off for as long as they accept.</param>
    public static async Task<SeriesCancelRace> CancelAsync(BookingApp app, Func<Func<Task>, Task>? around = null)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await CancelVenueSeriesTests.BuySeriesAsync(shop, 4);
        string path = CancelVenueSeriesTests.Path(series);
        JsonObject[] quotes = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(i => CancelVenueSeriesTests.QuoteAsync(shop.Customer, path, $$"""{"scope":"following","occurrence":{{i % 2}}}""")))];

        HttpStatusCode[] answers = [];
        await (around ?? (run => run()))(async () => answers = await Task.WhenAll(
            quotes.Concat(quotes).Select(quote => StatusAsync(shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject())))));

        long refunded = await app.ScalarAsync<long>($"SELECT coalesce(sum(amount_amount), 0)::bigint FROM refunds WHERE tenant_id = {shop.TenantId}");
        int cancelled = (await CancelVenueSeriesTests.StatesAsync(shop, series)).Count(state => state == "cancelled");
        return new SeriesCancelRace(answers.Count(status => status == HttpStatusCode.OK), answers.Count(status => status == HttpStatusCode.Conflict), cancelled, refunded);
    }

    /// <summary>Eight answers to one series: approvals, refusals, and the customer who gives it up.</summary>
    /// <param name="around">Switches something off for as long as they ask.</param>
    public static async Task<SeriesAnswerRace> AnswerAsync(BookingApp app, Func<Func<Task>, Task>? around = null)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject asked = await VenueSeriesRequestTests.AskAsync(shop.Customer, await VenueSeriesRequestTests.HallAsync(shop, "hard"), 4);

        HttpStatusCode[] answers = [];
        await (around ?? (run => run()))(async () => answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => StatusAsync((i % 3) switch
        {
            0 => VenueSeriesRequestTests.PostAsync(shop.Admin, asked, "approve", "{}"),
            1 => VenueSeriesRequestTests.PostAsync(shop.Admin, asked, "decline", "{}"),
            _ => VenueSeriesRequestTests.PostAsync(shop.Customer, asked, "withdraw", "{}"),
        }))));

        string[] states = [.. (await VenueSeriesRequestTests.ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus"))];
        return new SeriesAnswerRace(answers.Count(status => status == HttpStatusCode.OK), answers.Count(status => status == HttpStatusCode.Conflict), states);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sent)
    {
        using HttpResponseMessage response = await sent;
        return response.StatusCode;
    }
}

/// <param name="Confirmed">How many were told that their quote was carried out.</param>
/// <param name="Cancelled">Dates that are given up at the end.</param>
/// <param name="Refunded">Minor units.</param>
internal sealed record SeriesCancelRace(int Confirmed, int Conflicts, int Cancelled, long Refunded);

internal sealed record SeriesAnswerRace(int Answered, int Conflicts, string[] States);
