namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

internal sealed class ProductEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder products = api.MapGroup("/products").WithTags("Catalog");
        products.MapGet("", ListProducts).AllowAnonymous()
            .Describe(nameof(ListProducts), "Products with what is left of each.")
            .Produces<Page<ProductView>>()
            .Refuses(401);
        products.MapGet("/facets", CountProducts).AllowAnonymous()
            .Describe(nameof(CountProducts), "How many products there are by category, by price and in stock.")
            .Produces<ProductFacetsView>()
            .Refuses();
        products.MapPost("", CreateProduct)
            .Describe(nameof(CreateProduct), "Offers a product; a provider owns what he makes.")
            .Produces<ProductView>(201)
            .Refuses(401, 403, 422);
        products.MapGet("/{id:guid}", GetProduct).AllowAnonymous()
            .Describe(nameof(GetProduct), "One product with its variants and add-ons.")
            .Produces<ProductView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(403, 404);
        products.MapPatch("/{id:guid}", EditProduct)
            .Describe(nameof(EditProduct), "Changes a product; what is held or sold keeps its price.")
            .Produces<ProductView>()
            .Refuses(401, 403, 404, 412, 422, 428);
        products.MapDelete("/{id:guid}", WithdrawProduct)
            .Describe(nameof(WithdrawProduct), "Takes a product off sale; what is sold stays sold.")
            .Produces(204)
            .Refuses(401, 403, 404, 412, 428);
        products.MapPost("/{id:guid}/stock", AdjustStock)
            .Describe(nameof(AdjustStock), "Changes how many pieces there are, never below what is held and sold.")
            .Idempotent()
            .Produces<StockView>()
            .Refuses(401, 403, 404, 409, 422);
        products.MapPost("/{id:guid}/variants", CreateVariant)
            .Describe(nameof(CreateVariant), "Adds a variant to a product, with its first stock.")
            .Produces<ProductView>(201)
            .Refuses(401, 403, 404, 412, 422, 428);
        products.MapPatch("/{id:guid}/variants/{variantId:guid}", EditVariant)
            .Describe(nameof(EditVariant), "Changes a variant.")
            .Produces<ProductView>()
            .Refuses(401, 403, 404, 412, 422, 428);
        products.MapDelete("/{id:guid}/variants/{variantId:guid}", WithdrawVariant)
            .Describe(nameof(WithdrawVariant), "Takes a variant off sale; what is sold stays sold.")
            .Produces<ProductView>()
            .Refuses(401, 403, 404, 412, 422, 428);
        products.MapPost("/{id:guid}/add-ons", CreateProductAddOn)
            .Describe(nameof(CreateProductAddOn), "Adds an add-on to a product.")
            .Produces<ProductView>(201)
            .Refuses(401, 403, 404, 412, 422, 428);
        products.MapPatch("/{id:guid}/add-ons/{addOnId:guid}", EditProductAddOn)
            .Describe(nameof(EditProductAddOn), "Changes an add-on of a product.")
            .Produces<ProductView>()
            .Refuses(401, 403, 404, 412, 422, 428);
        products.MapDelete("/{id:guid}/add-ons/{addOnId:guid}", WithdrawProductAddOn)
            .Describe(nameof(WithdrawProductAddOn), "Takes an add-on of a product off sale.")
            .Produces<ProductView>()
            .Refuses(401, 403, 404, 412, 422, 428);
    }

    private static async Task<IResult> ListProducts(
        [AsParameters] ProductQuery filter,
        [FromQuery, Description("Only what the caller may change, also what is off sale.")] bool? managed,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        ListProductsQuery query = new(filter.ToFilter(read), managed == true, read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CountProducts([AsParameters] ProductQuery filter, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        CountProductsQuery query = new(filter.ToFilter(read));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private static async Task<IResult> CreateProduct(CreateProductRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(body.ToCommand(), ct)).ToCreatedTagged(request, product => $"/api/v1/products/{product.Id}");

    private static async Task<IResult> GetProduct(
        Guid id, [FromQuery, Description("true also answers a withdrawn one, to those who manage it.")] string? managed, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetProductQuery query = new(id, read.Flag("managed", managed));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToTagged(request);
    }

    private static async Task<IResult> EditProduct(Guid id, EditProductRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditProductCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawProduct(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawProductCommand(id, version.Value), ct)).ToNoContent();
    }

    private static async Task<IResult> AdjustStock(Guid id, AdjustStockRequest body, ISender sender, CancellationToken ct) =>
        (await sender.Send(new AdjustStockCommand(id, body.VariantId, body.AddOnId, body.Change, body.SetTo), ct)).ToOk();

    private static async Task<IResult> CreateVariant(Guid id, CreateVariantRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure
            ? new Problem(version.Error)
            : (await sender.Send(new PutVariantCommand(id, null, version.Value, body.Sku, body.Options, body.Price, body.Stock), ct))
                .ToCreatedTagged(request, product => $"/api/v1/products/{product.Id}");
    }

    private static async Task<IResult> EditVariant(Guid id, Guid variantId, EditVariantRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure
            ? new Problem(version.Error)
            : (await sender.Send(body.ToCommand(id, variantId, version.Value), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawVariant(Guid id, Guid variantId, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure
            ? new Problem(version.Error)
            : (await sender.Send(new PutVariantCommand(id, variantId, version.Value, null, null, default, 0, IsActive: false), ct)).ToTagged(request);
    }

    private static async Task<IResult> CreateProductAddOn(Guid id, CreateAddOnRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure
            ? new Problem(version.Error)
            : (await sender.Send(new PutProductAddOnCommand(id, null, version.Value, body.ToChanges()), ct)).ToCreatedTagged(request, product => $"/api/v1/products/{product.Id}");
    }

    private static Task<IResult> EditProductAddOn(Guid id, Guid addOnId, EditAddOnRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        PutAddOnAsync(id, addOnId, body.ToChanges(), request, sender, ct);

    private static Task<IResult> WithdrawProductAddOn(Guid id, Guid addOnId, HttpRequest request, ISender sender, CancellationToken ct) =>
        PutAddOnAsync(id, addOnId, ServiceBodies.Withdrawn, request, sender, ct);

    private static async Task<IResult> PutAddOnAsync(Guid id, Guid addOnId, AddOnChanges changes, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new PutProductAddOnCommand(id, addOnId, version.Value, changes), ct)).ToTagged(request);
    }
}

/// <summary>What products are found by; bind with <c>[AsParameters]</c>.</summary>
internal sealed record ProductQuery(
    [property: FromQuery(Name = "q"), Description("Beginnings of words of the name, the description, the category, an option or a SKU.")] string? Q,
    [property: FromQuery(Name = "category"), Description("In any case of letters.")] string? Category,
    [property: FromQuery(Name = "priceMin"), Description("At least this price, in minor units.")] string? PriceMin,
    [property: FromQuery(Name = "priceMax"), Description("At most this price, in minor units.")] string? PriceMax,
    [property: FromQuery(Name = "inStock"), Description("Only those of which a piece can be held now.")] bool? InStock)
{
    public ProductFilter ToFilter(QueryReader read) => new(
        read.Text("q", Q), read.Text("category", Category), read.Number("priceMin", PriceMin, 0, int.MaxValue), read.Number("priceMax", PriceMax, 0, int.MaxValue), InStock == true);
}
