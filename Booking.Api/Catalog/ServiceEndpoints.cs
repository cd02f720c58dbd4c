namespace Booking.Api.Catalog;

using System.ComponentModel;
using Booking.Api.Http;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

internal sealed class ServiceEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder services = api.MapGroup("/services").WithTags("Catalog");
        services.MapGet("", ListServices).AllowAnonymous()
            .Describe(nameof(ListServices), "Services by appointment, and classes.")
            .Produces<Page<ServiceView>>()
            .Refuses(401);
        services.MapPost("", CreateService)
            .Describe(nameof(CreateService), "Offers a service; a provider owns what he makes.")
            .Produces<ServiceView>(201)
            .Refuses(401, 403, 422);
        services.MapGet("/{id:guid}", GetService).AllowAnonymous()
            .Describe(nameof(GetService), "One service with its providers and add-ons.")
            .Produces<ServiceView>()
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(403, 404);
        services.MapPatch("/{id:guid}", EditService)
            .Describe(nameof(EditService), "Changes a service; what is held or sold stays as it is.")
            .Produces<ServiceView>()
            .Refuses(401, 403, 404, 412, 422, 428);
        services.MapDelete("/{id:guid}", WithdrawService)
            .Describe(nameof(WithdrawService), "Takes a service off sale; what is sold stays sold.")
            .Produces(204)
            .Refuses(401, 403, 404, 412, 428);
        services.MapGet("/{id:guid}/slots", ListServiceSlots).AllowAnonymous()
            .Describe(nameof(ListServiceSlots), "The free appointments of some days, or the sessions of a class with places left.")
            .Produces<ServiceSlotsView>()
            .Refuses(404, 422);
        services.MapPost("/{id:guid}/add-ons", CreateServiceAddOn)
            .Describe(nameof(CreateServiceAddOn), "Adds an add-on to a service.")
            .Produces<ServiceView>(201)
            .Refuses(401, 403, 404, 412, 422, 428);
        services.MapPatch("/{id:guid}/add-ons/{addOnId:guid}", EditServiceAddOn)
            .Describe(nameof(EditServiceAddOn), "Changes an add-on of a service.")
            .Produces<ServiceView>()
            .Refuses(401, 403, 404, 412, 422, 428);
        services.MapDelete("/{id:guid}/add-ons/{addOnId:guid}", WithdrawServiceAddOn)
            .Describe(nameof(WithdrawServiceAddOn), "Takes an add-on of a service off sale.")
            .Produces<ServiceView>()
            .Refuses(401, 403, 404, 412, 422, 428);
    }

    private static async Task<IResult> ListServices(
        [FromQuery, Description("Beginnings of words of the name, the description, the category or the city.")] string? q,
        [FromQuery, Description("In any case of letters.")] string? category,
        [FromQuery, Description("The whole name, in any case of letters.")] string? city,
        [FromQuery, Description("Only what this provider performs.")] string? provider,
        [FromQuery, Description("At most this price, in minor units.")] string? priceMax,
        [FromQuery, Description("Only what the caller may change, also what is off sale.")] bool? managed,
        [AsParameters] PageQuery page,
        HttpRequest request,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        ListServicesQuery query = new(
            read.Text("q", q), read.Text("category", category), read.Text("city", city), read.Id("provider", provider), read.Number("priceMax", priceMax, 0, int.MaxValue),
            managed == true, read.Page(page));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToPage(request);
    }

    private static async Task<IResult> CreateService(CreateServiceRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new CreateServiceCommand(body.ToChanges()), ct)).ToCreatedTagged(request, service => $"/api/v1/services/{service.Id}");

    private static async Task<IResult> GetService(
        Guid id, [FromQuery, Description("true also answers a withdrawn one, to those who manage it.")] string? managed, HttpRequest request, ISender sender, CancellationToken ct)
    {
        QueryReader read = new();
        GetServiceQuery query = new(id, read.Flag("managed", managed));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToTagged(request);
    }

    private static async Task<IResult> EditService(Guid id, EditServiceRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new EditServiceCommand(id, version.Value, body.ToChanges()), ct)).ToTagged(request);
    }

    private static async Task<IResult> WithdrawService(Guid id, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new WithdrawServiceCommand(id, version.Value), ct)).ToNoContent();
    }

    private static async Task<IResult> ListServiceSlots(
        Guid id,
        [FromQuery, Description("One local day of the service, YYYY-MM-DD; or give `from` and `to`.")] string? date,
        [FromQuery, Description("The first local day, YYYY-MM-DD.")] string? from,
        [FromQuery, Description("The last local day, itself included; at most 31 days are asked for at once.")] string? to,
        [FromQuery, Description("Only the appointments of this provider.")] string? providerId,
        ISender sender,
        CancellationToken ct)
    {
        QueryReader read = new();
        LocalDate? day = read.Date("date", date);
        LocalDate? first = read.Date("from", from) ?? day;
        LocalDate? last = read.Date("to", to) ?? first;
        if (first is null)
        {
            read.Missing<LocalDate>(from is null && to is null ? "date" : "from");
        }

        ListServiceSlotsQuery query = new(id, first ?? default, last ?? default, read.Id("providerId", providerId));
        return read.Error is { } error ? new Problem(error) : (await sender.Send(query, ct)).ToOk();
    }

    private static async Task<IResult> CreateServiceAddOn(Guid id, CreateAddOnRequest body, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure
            ? new Problem(version.Error)
            : (await sender.Send(new PutServiceAddOnCommand(id, null, version.Value, body.ToChanges()), ct)).ToCreatedTagged(request, service => $"/api/v1/services/{service.Id}");
    }

    private static Task<IResult> EditServiceAddOn(Guid id, Guid addOnId, EditAddOnRequest body, HttpRequest request, ISender sender, CancellationToken ct) =>
        PutAddOnAsync(id, addOnId, body.ToChanges(), request, sender, ct);

    private static Task<IResult> WithdrawServiceAddOn(Guid id, Guid addOnId, HttpRequest request, ISender sender, CancellationToken ct) =>
        PutAddOnAsync(id, addOnId, ServiceBodies.Withdrawn, request, sender, ct);

    private static async Task<IResult> PutAddOnAsync(Guid id, Guid addOnId, AddOnChanges changes, HttpRequest request, ISender sender, CancellationToken ct)
    {
        Result<long> version = IfMatch.Read(request);
        return version.IsFailure ? new Problem(version.Error) : (await sender.Send(new PutServiceAddOnCommand(id, addOnId, version.Value, changes), ct)).ToTagged(request);
    }
}
