namespace Booking.Api.Tests.Bookings;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListBookingsTests(BookingApp app)
{
    [Fact]
    public async Task ListBookings_WhenThereAreMoreThanFit_PagesThemNewestFirstWithoutGapsOrRepeats()
    {
        Shop shop = await Shop.OpenAsync(app);
        List<string> made = [];
        for (int i = 0; i < 5; i++)
        {
            made.Insert(0, (await shop.BookAsync(shop.Customer, shop.FreeTicketItem())).Text("id"));
        }

        string foreign = (await shop.BookAsync(shop.Stranger, shop.FreeTicketItem())).Text("id");
        List<string> seen = [];
        string? path = "api/v1/bookings?limit=2";
        int pages = 0;
        while (path is not null && pages++ < 10)
        {
            using HttpResponseMessage response = await shop.Customer.GetAsync(path);
            JsonObject page = await response.ShouldAnswerAsync(System.Net.HttpStatusCode.OK);
            page.Select(member => member.Key).ShouldBe(["items", "nextCursor"], ignoreOrder: true);
            page["items"]!.AsArray().Count.ShouldBeInRange(1, 2);
            seen.AddRange(page["items"]!.AsArray().Select(booking => booking!.Text("id")));
            path = response.Headers.TryGetValues("Link", out IEnumerable<string>? link) ? Next(link.ShouldHaveSingleItem(), (string?)page["nextCursor"]) : null;
            (page["nextCursor"] is null).ShouldBe(path is null);
            if (pages == 1)
            {
                // What is made while somebody reads does not move the pages behind it.
                await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
            }
        }

        pages.ShouldBe(3);
        seen.ShouldBe(made);
        seen.ShouldNotContain(foreign);
    }

    [Fact]
    public async Task ListBookings_WhenAnAdminAsks_ShowsAllOfTheTenantAndOfNoOther()
    {
        Shop shop = await Shop.OpenAsync(app);
        string first = (await shop.BookAsync(shop.Customer, shop.FreeTicketItem())).Text("id");
        string second = (await shop.BookAsync(shop.Stranger, shop.FreeTicketItem())).Text("id");
        string guest = (await shop.BookAsync(shop.Guest, shop.FreeTicketItem())).Text("id");
        Shop other = await Shop.OpenAsync(app);
        await other.BookAsync(other.Customer, other.FreeTicketItem());

        (await IdsAsync(shop.Admin)).ShouldBe([guest, second, first]);
        (await IdsAsync(shop.Customer)).ShouldBe([first]);
        (await IdsAsync(shop.Stranger)).ShouldBe([second]);
        (await IdsAsync(other.Stranger)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListBookings_WhenNobodyIsSignedIn_Is401()
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Guest.GetAsync("api/v1/bookings");

        await response.ShouldRefuseAsync(401, "not_authenticated");
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    private static async Task<string[]> IdsAsync(HttpClient http) =>
        [.. (await http.ReadAsync("api/v1/bookings"))["items"]!.AsArray().Select(booking => booking!.Text("id"))];

    /// <summary>The address of the next page, which the cursor of the answer must be in.</summary>
    private static string Next(string link, string? cursor)
    {
        link.ShouldEndWith(">; rel=\"next\"");
        string path = link[1..link.IndexOf('>', StringComparison.Ordinal)].TrimStart('/');
        path.ShouldContain("limit=2");
        path.ShouldContain($"cursor={Uri.EscapeDataString(cursor.ShouldNotBeNull())}");
        return path;
    }
}
