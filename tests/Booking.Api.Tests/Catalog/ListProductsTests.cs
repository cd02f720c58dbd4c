namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListProductsTests(BookingApp app)
{
    [Fact]
    public async Task ListProducts_WhenPaged_AnswersEachOnceWithWhatIsLeft()
    {
        List<JsonElement> products = await app.Http.WalkAsync("api/v1/products?limit=2");

        products.Select(product => product.Id()).ShouldBeUnique();
        products.Count.ShouldBeGreaterThanOrEqualTo(6);
        products.ShouldContain(product => product.GetProperty("available").GetInt32() == 2);
        (await app.Http.ItemsAsync("api/v1/products?category=Catering")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task GetProduct_WhenPiecesAreHeld_CountsOnlyTheLiveOnesAndChangesItsETag()
    {
        Guid product = (await app.Http.ItemsAsync("api/v1/products")).Find(row => row.Text("name").StartsWith("Poster", StringComparison.Ordinal)).Id();
        string path = $"api/v1/products/{product}";
        int before = (await app.Http.ReadAsync(path)).GetProperty("available").GetInt32();
        string tag = await app.Http.ShouldBeRevalidatedAsync(path);
        Guid pool = await app.ScalarAsync<Guid>($"SELECT pool_id FROM products WHERE id = {product}");

        await app.TakePlacesAsync(pool, 3, TimeSpan.FromMinutes(10));
        await app.TakePlacesAsync(pool, 2, TimeSpan.FromMinutes(-10));

        (await app.Http.ReadAsync(path)).GetProperty("available").GetInt32().ShouldBe(before - 3);
        (await app.Http.ShouldBeRevalidatedAsync(path)).ShouldNotBe(tag);
    }

    [Fact]
    public async Task GetProduct_WhenUnknownOrForeign_Is404()
    {
        Guid product = (await app.Http.ItemsAsync("api/v1/products"))[0].Id();
        using HttpClient other = app.NewClient(tenant: "other");

        (await app.Http.StatusAsync($"api/v1/products/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/products/{product}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.ItemsAsync("api/v1/products")).Select(row => row.Id()).ShouldNotContain(product);
    }
}
