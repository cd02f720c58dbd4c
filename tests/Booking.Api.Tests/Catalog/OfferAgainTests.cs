namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Venues;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What is withdrawn can be put back on sale, by one rule for all kinds of offerings that have no life of their own.</summary>
[Collection(BookingCollection.Name)]
public sealed class OfferAgainTests(BookingApp app)
{
    [Theory]
    [InlineData("cars")]
    [InlineData("venues")]
    [InlineData("services")]
    [InlineData("products")]
    public async Task Offering_WhenWithdrawn_IsPutBackOnSaleByItsManagers(string kind)
    {
        Shop shop = await Shop.OpenAsync(app);
        (Guid id, JsonObject item) = kind switch
        {
            "cars" => (shop.Car, shop.CarItem()),
            "venues" => (shop.Hall, shop.HallItem()),
            "services" => (shop.Service, shop.ServiceItem()),
            _ => (shop.Product, shop.ProductItem()),
        };
        string path = $"api/v1/{kind}/{id}";
        string old = await shop.Admin.TagAsync(path);
        using HttpResponseMessage withdrawn = await shop.Admin.ChangeAsync(HttpMethod.Delete, path, old);
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage gone = await shop.Guest.SendAsync(HttpMethod.Get, path);
        await gone.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage held = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(item.DeepClone()));
        held.IsSuccessStatusCode.ShouldBeFalse();

        foreach (HttpClient other in (HttpClient[])[shop.Customer, shop.Guest])
        {
            using HttpResponseMessage hidden = await other.SendAsync(HttpMethod.Get, $"{path}?managed=true");
            await hidden.ShouldRefuseAsync(403, "not_the_owner");
        }

        string tag = await shop.Admin.TagAsync($"{path}?managed=true");
        JsonObject again = new() { ["isActive"] = true };
        using HttpResponseMessage untagged = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, null, again);
        await untagged.ShouldRefuseAsync(428, "precondition_required");
        using HttpResponseMessage stale = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, old, again);
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage forbidden = await shop.Customer.ChangeAsync(HttpMethod.Patch, path, tag, again);
        await forbidden.ShouldRefuseAsync(403, "forbidden");
        if (kind != "cars")
        {
            // The cars are hers.
            using HttpResponseMessage foreign = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, tag, again);
            await foreign.ShouldRefuseAsync(403, "not_the_owner");
        }

        using HttpResponseMessage offered = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, tag, again);
        await offered.ShouldAnswerAsync(HttpStatusCode.OK);

        (await shop.Guest.ShowAsync(path)).Text("id").ShouldBe(id.ToString());
        await shop.HoldAsync(shop.Customer, item);
    }

    [Fact]
    public async Task Extra_WhenWithdrawn_IsPutBackOnSale()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Provider.NewHallAsync()).Text("id");
        string extra = (await shop.Provider.NewExtraAsync(hall, new JsonObject { ["name"] = "Flowers", ["amount"] = 100 })).Text("id");
        string path = $"api/v1/venues/{hall}/extras/{extra}";
        using HttpResponseMessage withdrawn = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, await shop.Provider.TagAsync(path), new JsonObject { ["isActive"] = false });
        await withdrawn.ShouldAnswerAsync(HttpStatusCode.OK);
        using HttpResponseMessage gone = await shop.Guest.SendAsync(HttpMethod.Get, path);
        await gone.ShouldRefuseAsync(404, "extra_not_found");

        using HttpResponseMessage again = await shop.Provider.ChangeAsync(
            HttpMethod.Patch, path, await shop.Provider.TagAsync($"{path}?managed=true"), new JsonObject { ["isActive"] = true });

        (await again.ShouldAnswerAsync(HttpStatusCode.OK))["availableActions"]!.AsArray().ShouldHaveSingleItem();
        (await shop.Guest.ShowAsync($"api/v1/venues/{hall}/extras"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(extra);
    }
}
