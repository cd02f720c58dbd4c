namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ProductEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder products = api.MapGroup("/products").WithTags("Catalog").AllowAnonymous();
        products.MapGet("", ListProducts)
            .Describe(nameof(ListProducts), "Products with what is left of each.")
            .Produces<Page<ProductView>>()
            .Refuses();
        products.MapGet("/{id:guid}", GetProduct)
            .Describe(nameof(GetProduct), "One product.")
            .Produces<ProductView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(404);
    }

    private static async Task<IResult> ListProducts(
        [FromQuery, Description("In any case of letters.")] string? category, [AsParameters] PageQuery page, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        ListProductsQuery query = new(read.Text("category", category), read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> GetProduct(Guid id, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new GetProductQuery(id), ct)).ToTagged(request);
}
